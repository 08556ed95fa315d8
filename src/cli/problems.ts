/** Errors as the command line tells them: `error: …`, then `hint: …`. */
import type { Problem, UserError } from '../base/errors.js';
import { escapeControls } from '../base/terminal-text.js';
import { plainText } from './plain-text.js';
import { placeOf } from './recipe-options.js';

/** Where the mistake stands is told by the argument or option that it was given with. */
export function problemLines({
  field,
  message,
  hint,
}: Pick<Problem, 'field' | 'message' | 'hint'>): string[] {
  const place = field && placeOf(field);
  return [`error: ${place ? `${place}: ` : ''}${plainText(message)}`, `hint: ${plainText(hint)}`];
}

/** What was left out or guessed. */
export function noteLines(notes: readonly string[]): string[] {
  return notes.map((note) => `note: ${plainText(note)}`);
}

/** Errors as `--json` prints them. */
export function problemsJson(errors: readonly UserError[]): string {
  return JSON.stringify({ errors: errors.map((error) => error.toJSON()) });
}

/** A fault of ours, whole, so that it can be reported. */
export function faultLines(error: unknown): string[] {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return ['This is a fault of create-kernel itself; report it with these lines:', escapeControls(stack)];
}
