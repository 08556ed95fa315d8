/** The word that a person is typing in a package list. Pure. */

export interface TypedWord {
  word: string;
  /** Where it begins in the text. */
  start: number;
}

const SHORTEST = 2;
// A name, perhaps with the beginning of a version.
const WORD = /(?:^|[\s,;"'([])([a-z][\w.-]*(?: ?(?:==|>=|<=|~=|!=|=|<|>) ?[\d.]*)?)$/i;
const NO_LIST = /^\s*(?:import|from|traceback|file|raise|#)\b|^\s*#/i;
/** Undefined in the middle of a word, and in code. */
export function wordAt(text: string, caret: number): TypedWord | undefined {
  const line = text.slice(text.lastIndexOf('\n', caret - 1) + 1, caret);
  const isEnd = caret === text.length || /[\s,;"')\]]/.test(text.charAt(caret));
  const [, word = ''] = WORD.exec(line.slice(-200)) ?? [];
  if (!isEnd || word.length < SHORTEST || NO_LIST.test(line)) return undefined;
  return { word, start: caret - word.length };
}
