/** What people give: 100 KB of hostile text, files of the largest size, and the imports of 1,000 notebooks. Processor time, since other programs run too. */

import { readSubmissionAhead } from '../src/form/read-submission.js';
import { givenText } from '../src/reading/given-text.js';
import { parseCode } from '../src/recipe/intake/parse-code.js';
import { understandTexts } from '../src/recipe/intake/understand.js';
import { longestStretch } from '../test/support/stretches.js';
import { tell, withHome } from './support.js';

const HOSTILE = 100_000;
const LARGEST = 5_000_000;
const NOTEBOOKS = 1000;

/** Seconds of processor time. */
function time(work: () => void): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
}

/** The beginning of a text, which makes it one of a kind. */
const STARTS = [
  '',
  'dependencies:\n  - ',
  'name: a\nchannels: [',
  'metadata:\n  content_hash: {}\npackage:\n',
  'version: 6\npackages:\n',
  '[project]\nname = "a"\ndependencies = [',
  '[[package]]\nname = "a"\n',
  '{"cells": [',
  '{"dependencies": [',
  'Traceback (most recent call last):\n',
  'pip install ',
  'import a\n',
  'Package Version\n------- -------\n',
  '@EXPLICIT\n',
  '[options]\ninstall_requires =\n',
  'from setuptools import setup\nsetup(install_requires=[',
];
/** What is repeated after it. */
const PARTS = [
  ...[
    'a ',
    'a: b\n',
    '  - a\n',
    '- ',
    '[',
    '[a, ',
    '{a: ',
    '? ',
    '&a ',
    '*a\n',
    '&a a\n- *a\n',
    '!a ',
    '"',
    '|\n',
  ],
  ...['# ', '\t', ',', 'a,\n', '"a",\n', 'a==1\n', 'a>=1,<2; ', '\\\n', '--a ', '-e .\n', '::', '\u0000'],
  ...['--- a\n', '<<: *a\n', "a = 'b'\n", '[a]\n', '"""', '(', 'import a, '],
];

const read = (text: string, name?: string) => understandTexts([givenText(text, name)]);
const worst = STARTS.flatMap((start) =>
  PARTS.map((part) => {
    const text = (start + part.repeat(Math.ceil(HOSTILE / part.length))).slice(0, HOSTILE);
    return {
      ...{ whole: text, text: JSON.stringify(start + part) },
      seconds: Math.min(
        time(() => read(text)),
        time(() => read(text)),
      ),
    };
  }),
).sort((a, b) => b.seconds - a.seconds);
for (const { text, seconds } of worst.slice(0, 5)) console.log(`${(seconds * 1000).toFixed(0)} ms: ${text}`);
tell('100 KB of hostile text, the worst', (worst[0]?.seconds ?? 0) * 1000, { most: 200 }, ' ms');

/** Files of the largest size, each as a tool writes it. */
const many = (line: (index: number) => string, length = LARGEST) => {
  const lines: string[] = [];
  for (let [index, size] = [0, 0]; size < length; index++) {
    const next = line(index);
    lines.push(next);
    size += next.length;
  }
  return lines.join('');
};
const hash = 'a'.repeat(64);
const cell = (index: number) => ({
  cell_type: 'code',
  source: [`import numpy\n`, `x = ${index}`],
  outputs: [{ output_type: 'stream', name: 'stdout', text: ['y'.repeat(400)] }],
});
const LARGE: Readonly<Record<string, string>> = {
  'requirements.txt': many((index) => `package-${index}==1.0 \\\n    --hash=sha256:${hash}\n`),
  'environment.yml': `dependencies:\n${many((index) => `  - package-${index}=1.0=py312_0\n`)}`,
  'notebook.ipynb': JSON.stringify({
    cells: Array.from({ length: 9000 }, (_, index) => cell(index)),
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  }),
  'uv.lock': `version = 1\n${many((index) => `[[package]]\nname = "p${index}"\nversion = "1.0"\nsource = { registry = "https://pypi.org/simple" }\nwheels = [{ url = "https://x.org/p-1.0-py3-none-any.whl", hash = "sha256:${hash}" }]\n\n`)}`,
  'conda-lock.yml': `version: 1\nmetadata:\n  content_hash: {}\npackage:\n${many((index) => `- name: p${index}\n  version: '1.0'\n  manager: conda\n  platform: linux-64\n  url: https://x.org/linux-64/p${index}-1.0-0.conda\n  hash:\n    sha256: ${hash}\n`)}`,
  'explicit.txt': `@EXPLICIT\n${many((index) => `https://x.org/linux-64/p${index}-1.0-0.conda#${hash.slice(32)}\n`)}`,
  'program.py': many((index) => `import module_${index}\n`),
  'error.txt': many(
    (index) => `  File "a.py", line ${index}, in f\nModuleNotFoundError: No module named 'm${index}'\n`,
  ),
  'pip-list.txt': `Package Version\n------- -------\n${many((index) => `package-${index} 1.0\n`)}`,
};
for (const [name, text] of Object.entries(LARGE)) {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const needed = time(() => read(text.slice(0, LARGEST), name));
  const memory = (process.memoryUsage().rss - before) / 1e6;
  tell(`${name} of 5 MB`, needed, { most: 1 }, ' s');
  tell('its memory', memory, { most: 200 }, ' MB');
}

/** What is left to the event loop of a server, which has large texts read in a thread. */
await withHome(async ({ equip }) => {
  const site = await equip();
  const none = async () => [];
  const imports = many((at) => `import module_${at}\n`, HOSTILE - 100);
  const typed = [...worst.slice(0, 5).map(({ whole }) => whole), imports].map((text) => ({
    text,
    files: [],
  }));
  const sent = Object.entries(LARGE).map(([name, text]) => ({
    text: '',
    files: [{ name, bytes: Buffer.from(text.slice(0, LARGEST)) }],
  }));
  for (const [what, given] of [
    ['texts of 100 KB', typed],
    ['files of 5 MB', sent],
  ] as const) {
    let longest = 0;
    for (const { text, files } of given) {
      const ask = () => readSubmissionAhead({ kernel_name: 'x', kernel_packages: text }, files, site, none);
      await ask();
      const turn = await longestStretch(ask);
      if (turn > 50) console.log(`${turn.toFixed(0)} ms: ${files[0]?.name ?? text.slice(0, 30)}`);
      longest = Math.max(longest, turn);
    }
    tell(`the longest turn of a server that reads ${what}`, longest, { most: 50 }, ' ms');
  }
});

/** Whole seconds, since Python reads them. */
await withHome(async ({ equip }) => {
  const { tools } = await equip();
  const notebook = (index: number) =>
    JSON.stringify({
      cells: Array.from({ length: 20 }, (_, at) => ({
        ...cell(at),
        source: [`import m${index}_${at} as m\n`, '%matplotlib inline\n', 'm.f(1)'],
      })),
      metadata: { kernelspec: { name: 'python3', language: 'python' } },
      nbformat: 4,
      nbformat_minor: 5,
    });
  const texts = Array.from({ length: NOTEBOOKS }, (_, index) =>
    givenText(notebook(index), `n${index}.ipynb`),
  );
  const started = performance.now();
  const code = await parseCode(texts, async () => tools.interpreters);
  for (const each of texts) understandTexts([each], { code });
  tell(`the imports of ${NOTEBOOKS} notebooks`, (performance.now() - started) / 1000, { most: 10 }, ' s');
  console.log(`${code.size} of them read by the parser of Python`);
});
