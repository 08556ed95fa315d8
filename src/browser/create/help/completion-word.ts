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
const COMMAND_WORDS = new Set([
  'pip',
  'pip3',
  'conda',
  'mamba',
  'micromamba',
  'uv',
  'install',
  'add',
  'create',
  'python',
]);

/** Undefined in the middle of a word, in code, and for the words of a command. */
export function wordAt(text: string, caret: number): TypedWord | undefined {
  const line = text.slice(text.lastIndexOf('\n', caret - 1) + 1, caret);
  const isEnd = caret === text.length || /[\s,;"')\]]/.test(text.charAt(caret));
  const [, word = ''] = WORD.exec(line.slice(-200)) ?? [];
  if (!isEnd || word.length < SHORTEST || NO_LIST.test(line) || COMMAND_WORDS.has(word.toLowerCase()))
    return undefined;
  return { word, start: caret - word.length };
}
