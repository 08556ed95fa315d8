/** Writes the whole log of a build as plain text, piece by piece so that a large log does not fill the memory. */
import type { Writable } from 'node:stream';
import { escapeControls, withoutColours } from '../../base/text/terminal-text.js';
import type { BuildEvent } from '../../shared/builds/build-events.js';
import type { BuildFiles } from '../build-directory.js';
import { readPiece } from './follow.js';
import { parseEvent } from './journal.js';

/** Commands, their output and how they ended. Only the last version of a replaced line is written. */
export async function writeLog({ journal }: BuildFiles, output: Writable): Promise<void> {
  let held: (BuildEvent & { type: 'output' }) | undefined;
  for (let offset = 0; !output.destroyed; ) {
    const piece = await readPiece(journal, offset);
    if (!piece) break;
    offset = piece.end;
    const lines: string[] = [];
    for (const line of piece.lines) {
      const event = parseEvent(line);
      if (!event) continue;
      const replaced = held && event.type === 'output' && event.replaces && event.line === held.line;
      if (held && !replaced) lines.push(shown(held.text));
      held = event.type === 'output' ? event : undefined;
      lines.push(...describe(event).map(shown));
    }
    const full = !output.write(lines.map((line) => `${line}\n`).join(''));
    if (full && !output.destroyed) await drained(output);
  }
  if (held) output.write(`${shown(held.text)}\n`);
}

/** An old journal may have escape sequences, and any journal may have text that a user typed. */
function shown(text: string): string {
  return escapeControls(withoutColours(text));
}

/** Resolves when the output accepts more data, or is closed. */
function drained(output: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      output.off('drain', done).off('close', done);
      resolve();
    };
    output.on('drain', done).on('close', done);
  });
}

function describe(event: BuildEvent): string[] {
  switch (event.type) {
    case 'build':
      return [
        `# ${event.display_name} (${event.name}), generation ${event.generation}, with ${event.manager}, ${new Date(event.time).toISOString()}`,
      ];
    case 'step-started':
      return [`\n$ ${event.command}`];
    case 'step-ended':
      return [
        `# ${event.signal ? `ended by ${event.signal}` : `exit status ${event.exit}`} after ${event.seconds.toFixed(1)} s`,
      ];
    case 'status':
      return [
        `# ${event.status}${event.reason ? `: ${event.reason}` : ''}`,
        ...(event.cause ? [`# ${event.cause.message}`, `# ${event.cause.hint}`] : []),
      ];
    default:
      return [];
  }
}
