/** Progress as plain lines, for files and pipes: `phase: step` and its log. */
import type { BuildEvent } from '../../../shared/builds/build-events.js';
import { LogText } from '../../output/log-text.js';
import type { Terminal } from '../../output/terminal.js';
import type { ProgressDisplay } from './progress.js';

export function plainProgress(terminal: Terminal): ProgressDisplay {
  const log = new LogText({ colour: terminal.colour, commands: false });
  let held: string[] | undefined;
  const print = async (lines: string[]) => {
    if (held) held.push(...lines);
    else await terminal.print(...lines);
  };
  return {
    show: (events: readonly BuildEvent[]) => print(events.flatMap((event) => log.lines(event))),
    pause() {
      held ??= [];
    },
    resume() {
      const lines = held ?? [];
      held = undefined;
      void print(lines);
    },
    end: () => print(log.end()),
  };
}
