/** Renders journal events as lines of a plain log. */

import { escapeControls, withoutColours } from '../../base/text/terminal-text.js';
import type { BuildEvent } from '../../shared/builds/build-events.js';
import { formatSeconds } from '../../shared/format.js';

export interface LogOptions {
  colour: boolean;
  /** Show the command of each step under its title. */
  commands: boolean;
}

type Event<Type extends BuildEvent['type']> = Extract<BuildEvent, { type: Type }>;

export class LogText {
  private readonly titles = new Map<string, string>();
  /** The last state of a progress bar, held back until it is final. */
  private bar: string | undefined;

  constructor(private readonly options: LogOptions) {}

  /** The lines of an event. */
  lines(event: BuildEvent): string[] {
    if (event.type === 'output') return this.outputLines(event);
    const before = this.end();
    return [...before, ...this.otherLines(event).map((line) => escapeControls(line))];
  }

  /** The lines that are still held back. */
  end(): string[] {
    const held = this.bar === undefined ? [] : [this.bar];
    this.bar = undefined;
    return held;
  }

  /** Of a progress bar, only the first and the last state are shown. */
  private outputLines({ text, replaces }: Event<'output'>): string[] {
    const { colour } = this.options;
    const safe = escapeControls(text, { colours: true });
    const shown = colour ? withReset(safe) : withoutColours(safe);
    if (!replaces) return [...this.end(), shown];
    this.bar = shown;
    return [];
  }

  private otherLines(event: Exclude<BuildEvent, { type: 'output' }>): string[] {
    switch (event.type) {
      case 'build':
        for (const { id, phase, title } of event.steps) this.titles.set(id, `${phase}: ${title}`);
        return [];
      case 'step-started':
        return [this.titleOf(event.step), ...(this.options.commands ? commandLines(event.command) : [])];
      case 'step-ended':
        return event.exit === 0 ? [] : [`${this.titleOf(event.step)}: ${endOf(event)}`];
      case 'status':
        return event.reason ? [`waiting: ${event.reason}`] : [];
      case 'received':
      case 'report':
        return [];
    }
  }

  private titleOf(step: string): string {
    return this.titles.get(step) ?? step;
  }
}

function withReset(text: string): string {
  return text.includes('\x1b') ? `${text}\x1b[0m` : text;
}

function commandLines(command: string): string[] {
  return command.split('\n').map((line, index) => `${index === 0 ? '$' : '>'} ${line}`);
}

function endOf({ exit, signal, seconds }: Event<'step-ended'>): string {
  const how = exit === null ? `ended by ${signal ?? 'a signal'}` : `exit status ${exit}`;
  return `${how} after ${formatSeconds(seconds)}`;
}
