/** Submissions of careless or hostile people, for fast-check. */
import fc from './properties.js';
import { Multipart, type Part } from './web.js';

export interface Submission {
  path: '/builds' | '/preview' | '/understand';
  /** Names and texts, in order; a name can occur several times. */
  fields: [name: string, text: string][];
  files: Part[];
  encoding: 'urlencoded' | 'multipart';
  withToken: boolean;
  /** Changes of the encoded body: the position as a fraction, how many bytes to remove, and what to insert. */
  edits: { at: number; remove: number; insert: Uint8Array }[];
}

/** A file of this name anywhere would prove that typed text was executed. */
export const MARK = 'pwned-by-a-submission';

/** The form's fields, each with good texts. */
const valid: Record<string, string[]> = {
  kernel_name: ['demo', 'Climate Analysis', 'Météo (été) 2024/β', ''],
  kernel_packages: [
    'numpy',
    'numpy>=1.20,<2 scipy',
    'requests[socks]==2.31; python_version>="3.8"',
    'conda-forge::six',
  ],
  kernel_language: ['python', 'bash', ''],
  language_version: ['3.11', ''],
  kernel_manager: ['auto', 'uv', 'conda'],
  kernel_channels: ['conda-forge', 'https://conda.example/main', 'https://index.example/simple'],
  pip_packages: ['black', 'git+https://example.org/a/b.git'],
  kernel_modules: ['gcc/12.2.0', 'module load cuda'],
  install_variables: ['LICENCE=yes'],
  kernel_variables: ['OMP_NUM_THREADS=4', 'A="b c"'],
  kernel_location: ['home', ''],
  display_name: ['Démo 🐍', ''],
  smoke_code: ['import numpy\nassert True', ''],
  keep_failed: ['1', '0'],
};

const hostile = [
  ...[
    `$(touch ${MARK})`,
    `\`touch ${MARK}\``,
    `;touch ${MARK}`,
    `|| touch /tmp/${MARK}`,
    `> ${MARK}`,
    `'\n\ntouch ${MARK}\n'`,
  ],
  ...[
    '--index-url http://x',
    '-e /',
    `--prefix=/tmp/${MARK}`,
    `--target ${MARK}`,
    '-r /etc/passwd',
    '--',
    '-',
  ],
  ...[
    `../../${MARK}`,
    `/tmp/${MARK}`,
    `~/${MARK}`,
    '..',
    '.',
    '/',
    '\\\\host\\share',
    'file:///etc/passwd',
    '%2e%2e%2f',
  ],
  ...['pkg @ https://h/p.whl', 'git+file:///x', 'http://[::1', 'https://user:secret@host/simple', 'https://'],
  ...['numpy>=1.20; python_version<"3"', 'numpy[', 'numpy==', 'a::b::c', '@', '===', 'numpy~=1.*.2'],
  ...['PATH=/x', 'LD_PRELOAD=/x', 'A', '=', 'A=\0', 'export export=export', "A='"],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'hasOwnProperty',
    'toString',
    'valueOf',
    'null',
    'undefined',
    'NaN',
  ],
  ...[
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '</textarea>',
    '<%= 7*7 %>',
    '${7*7}',
    '{{7*7}}',
  ],
  ...['\0', '\r', '\u001b[31m', '\u0007', '\u202e', '\u2028', '\ufeff', '\ud800', '\u00a0', 'ﬁ', 'İ', 'ß'],
  ...[
    'base',
    'con',
    'python3',
    'conda install -c x -p / y',
    'pip install --user z',
    'name: [',
    '- pip:\n  - x',
  ],
];

const names = [
  ...Object.keys(valid),
  ...['__proto__', 'constructor', 'toString', 'kernel_name[]', 'kernel_name[a]', 'kernel_name[4294967290]'],
  ...[
    'kernel_name[__proto__][x]',
    '__proto__[kernel_name]',
    'upload',
    'csrf_token',
    'name',
    '',
    'é',
    '\0',
    '"\r\nX: y',
  ],
];

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...hostile) },
  { weight: 2, arbitrary: fc.constantFrom(...Object.values(valid).flat()) },
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc
    .tuple(
      fc.constantFrom(...hostile, 'a', ' ', '\n', '[', '-', '.', '🐍'),
      fc.integer({ min: 2, max: 3000 }),
    )
    .map(([text, times]) => text.repeat(times)),
);

/** Pieces in sequence: on one line, on separate lines, or without a separator. */
const text = fc
  .tuple(fc.array(piece, { minLength: 1, maxLength: 4 }), fc.constantFrom('', ' ', '\n', '\r\n', ',', '='))
  .map(([pieces, between]) => pieces.join(between));

const right = fc.constantFrom(
  ...Object.entries(valid).flatMap(([name, texts]) => texts.map((each): [string, string] => [name, each])),
);
const named = fc.constant<[string, string]>(['kernel_name', 'demo']);
const wrong = fc.tuple(fc.constantFrom(...names), text);

const file: fc.Arbitrary<Part> = fc.record({
  name: fc.constantFrom('upload', 'upload', 'upload', 'other', 'upload[]', '__proto__'),
  filename: fc.oneof(
    fc.constantFrom(
      'environment.yml',
      'requirements.txt',
      'recipe.yml',
      `../../${MARK}`,
      `/tmp/${MARK}`,
      'a\0b',
      '',
    ),
    fc.string({ unit: 'binary', maxLength: 30 }),
  ),
  value: fc.oneof(
    fc.constantFrom(
      'name: a\ndependencies: [numpy]\n',
      'numpy\nscipy>=1\n',
      '<html>',
      'a: &a [*a]',
      '%PDF-1.4',
      '!!js/function x',
    ),
    text,
    fc.uint8Array({ maxLength: 200 }),
  ),
  type: fc.constantFrom(
    'text/plain',
    'application/octet-stream',
    'multipart/mixed; boundary=x',
    'text/plain; charset=utf-99',
    '',
  ),
});

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.integer({ min: 0, max: 200 }),
  insert: fc.uint8Array({ maxLength: 20 }),
});

const few = { maxLength: 3 };

/** Mostly good, with some hostile texts and names. */
export const submissions: fc.Arbitrary<Submission> = fc.record({
  path: fc.constantFrom('/builds', '/builds', '/understand', '/preview'),
  fields: fc
    .tuple(fc.array(named, { maxLength: 1 }), fc.array(right, { maxLength: 8 }), fc.array(wrong, few))
    .map((all) => all.flat())
    .chain((all) => fc.shuffledSubarray(all, { minLength: all.length })),
  files: fc.oneof({ weight: 3, arbitrary: fc.constant<Part[]>([]) }, fc.array(file, few)),
  encoding: fc.constantFrom('urlencoded', 'multipart'),
  withToken: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.constant(false)),
  edits: fc.oneof({ weight: 3, arbitrary: fc.constant<Submission['edits']>([]) }, fc.array(edit, few)),
});

/** The submission as a browser, or something like one, would send it. */
export function encode(
  { fields, files, encoding, edits }: Submission,
  token: string,
): { type: string; body: Buffer } {
  const parts = fields.map(([name, value]) => ({ name, value }));
  const plain = new URLSearchParams([['csrf_token', token], ...fields]).toString();
  const { type, body } =
    encoding === 'multipart'
      ? new Multipart([...parts, ...files]).with(token)
      : { type: 'application/x-www-form-urlencoded', body: Buffer.from(plain) };
  return { type, body: edits.reduce(change, body) };
}

function change(body: Buffer, { at, remove, insert }: Submission['edits'][number]): Buffer {
  const from = Math.floor(at * body.length);
  return Buffer.concat([body.subarray(0, from), insert, body.subarray(from + remove)]);
}

/** The values that the form has to show again, as far as they are known from outside. */
export function typedIn({ fields, files, encoding, edits }: Submission): Record<string, string> | undefined {
  const plain = (name: string) => /^\w+$/.test(name);
  if (files.length > 0 || edits.length > 0) return undefined;
  if (encoding === 'multipart' && !fields.every(([name]) => plain(name))) return undefined;
  const own = fields.filter(([name]) => Object.hasOwn(valid, name));
  // A lone surrogate has no UTF-8 bytes.
  return Object.fromEntries(own.map(([name, value]) => [name, Buffer.from(value).toString()]));
}
