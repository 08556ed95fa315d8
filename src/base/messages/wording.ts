/** The form of an error's wording: the exit status of the command line, a message (what is wrong), a hint (what to do). */

/** Exit status of the command line: 1 an operation failed, 2 the request is wrong, 3 the request is refused. */
export type ExitStatus = 1 | 2 | 3;

export interface Wording<Given> {
  exit: ExitStatus;
  say: (facts: Given) => { message: string; hint: string };
}

export function wording<Given = object>(
  exit: ExitStatus,
  message: (facts: Given) => string,
  hint: (facts: Given) => string,
): Wording<Given> {
  return { exit, say: (facts) => ({ message: message(facts), hint: hint(facts) }) };
}

export const list = (items: readonly string[]): string => items.map((item) => `\`${item}\``).join(', ');

/** What a person typed, in back-ticks, shortened so that a huge value does not fill the page. */
export function given(text: string): string {
  return `\`${text.length > 80 ? `${text.slice(0, 77)}…` : text}\``;
}
