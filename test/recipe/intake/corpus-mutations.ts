/** What terminals, editors, mail programs and chats do to a text on its way. */

export interface Mutation {
  name: string;
  change(text: string): string;
  /** The text still means exactly the same. */
  keeps?: true;
}

interface Given {
  given_as?: string | undefined;
  kind?: string | undefined;
}

const eachLine = (change: (line: string) => string) => (text: string) =>
  text
    .split('\n')
    .map((line) => (line.trim() === '' ? line : change(line)))
    .join('\n');

const withSpaces = eachLine((line) => (/[\\^`]$/.test(line) ? line : `${line}  `));

const always: readonly Mutation[] = [
  {
    name: 'the line ends of Windows, after spaces',
    change: (text) => withSpaces(text).replace(/\n/g, '\r\n'),
    keeps: true,
  },
  { name: 'no line end at the end', change: (text) => text.trimEnd(), keeps: true },
  {
    name: 'a byte order mark and empty lines around it',
    change: (text) => `\ufeff\n\n${text}\n\n`,
    keeps: true,
  },
];

const pasted: readonly Mutation[] = [
  { name: 'colours', change: eachLine((line) => `\x1b[0;31m${line}\x1b[0m`), keeps: true },
  { name: 'colours that lost their escape', change: eachLine((line) => `[0;31m${line}[0m`), keeps: true },
  { name: 'quoted by a mail program', change: eachLine((line) => `> ${line}`) },
  { name: 'indented', change: eachLine((line) => `    ${line}`) },
  { name: 'hard spaces', change: (text) => text.replace(/ /g, '\u00a0') },
  { name: 'in a code block', change: (text) => `\`\`\`\n${text.trimEnd()}\n\`\`\`\n` },
];

const prompted: Readonly<Record<string, readonly Mutation[]>> = {
  commands: [
    { name: 'with a prompt', change: eachLine((line) => `$ ${line}`) },
    { name: 'with a long prompt', change: eachLine((line) => `(base) [me12@login03 ~]$ ${line}`) },
  ],
  code: [
    { name: 'in a Python prompt', change: eachLine((line) => `>>> ${line}`) },
    { name: 'in an IPython prompt', change: eachLine((line) => `In [12]: ${line}`) },
  ],
};

/** How a text may arrive. A file is not quoted or coloured. */
export function mutations({ given_as, kind = '' }: Given): readonly Mutation[] {
  return [...always, ...(given_as === undefined ? [...pasted, ...(prompted[kind] ?? [])] : [])];
}
