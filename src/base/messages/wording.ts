/** How the messages of errors are written down: the exit status of the command line, what was wrong, what to do next. */

/** How the command line ends for a kind of error: the request is wrong (2), or it is refused (3). */
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

/** Shortens what a person gave, so that a huge value does not fill the page. */
export function given(text: string): string {
  return `\`${text.length > 80 ? `${text.slice(0, 77)}…` : text}\``;
}
