/** Formats errors for the command line: `error: …`, then `hint: …`. */
import type { Problem, RequestErrors } from '../../base/errors.js';
import { escapeControls } from '../../base/text/terminal-text.js';
import { quoteWord } from '../../steps/quote.js';
import { chooseOption } from '../recipe/input-options.js';
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

/** The options that solve problems of a text. */
export function choiceLines(choices: RequestErrors['choices']): string[] {
  return choices.map(({ text, label }) => {
    return `choice: ${plainText(`\`${chooseOption.flag} ${quoteWord(text)}\` - ${label}`)}`;
  });
}

/** Errors as `--json` prints them. */
export function problemsJson(errors: readonly Problem[], choices: RequestErrors['choices'] = []): string {
  return JSON.stringify({
    errors,
    ...(choices.length > 0 && { choices: choices.map(({ text }) => text) }),
  });
}

/** An internal error with its stack, for a report. */
export function internalErrorLines(error: unknown): string[] {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return ['Internal error of create-kernel. Report it with these lines:', escapeControls(stack)];
}
