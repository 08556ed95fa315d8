/** Formats errors for the command line: `error: …`, then `hint: …`. */
import type { Problem, UserError } from '../../base/errors.js';
import { escapeControls } from '../../base/terminal-text.js';
import { optionFor } from '../recipe/recipe-options.js';
import { plainText } from './plain-text.js';

/** Names the argument or the option with the mistake. */
export function problemLines({
  field,
  message,
  hint,
}: Pick<Problem, 'field' | 'message' | 'hint'>): string[] {
  const option = field && optionFor(field);
  return [`error: ${option ? `${option}: ` : ''}${plainText(message)}`, `hint: ${plainText(hint)}`];
}

/** Notes about what was left out or guessed. */
export function noteLines(notes: readonly string[]): string[] {
  return notes.map((note) => `note: ${plainText(note)}`);
}

/** Errors as `--json` prints them. */
export function problemsJson(errors: readonly UserError[]): string {
  return JSON.stringify({ errors: errors.map((error) => error.toJSON()) });
}

/** An internal error with its stack, for a report. */
export function internalErrorLines(error: unknown): string[] {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return ['Internal error of create-kernel. Report it with these lines:', escapeControls(stack)];
}
