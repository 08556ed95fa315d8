/** A search in a log of a million lines: of what few lines have, and of what nearly all have; and how long others wait. */

import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type BuildFiles, buildFiles } from '../src/builds/build-directory.js';
import { searchLog } from '../src/builds/journal/search-log.js';
import { seconds, tell, withHome } from './support.js';

const LINES = 1_000_000;
const { signal } = new AbortController();

/** What each line of a log is like. */
const logs: Record<string, (line: number) => object> = {
  plain: (line) => ({ line, text: `[${line}/${LINES}] gcc -c -O2 src/module_${line}.c -o module_${line}.o` }),
  coloured: (line) => ({
    line,
    text: `\u001b[32m[${line}]\u001b[0m gcc -c \u001b[1m-O2\u001b[0m src/module_${line}.c`,
  }),
  'other scripts': (line) => ({ line, text: `${line} Größe der Übersetzung: module_${line}.c` }),
  'quoted text': (line) => ({ line, text: `  {"file": "module_${line}.c", "done": true}` }),
  'progress bars': (line) => ({
    line: Math.ceil(line / 10),
    text: `gcc ${line} %`,
    ...(line % 10 !== 1 && { replaces: true }),
  }),
};

const searches: [log: string, text: string][] = [
  ['plain', 'module_999999'],
  ['plain', 'gcc'],
  ['plain', 'e'],
  ['coloured', 'gcc'],
  ['coloured', 'gcc -c -O2'],
  ['other scripts', 'größe'],
  ['other scripts', 'module'],
  ['quoted text', '"file"'],
  ['progress bars', 'gcc'],
];

await withHome(async ({ directory }) => {
  for (const [log, text] of searches) {
    const files = buildFiles(join(directory, log));
    if (!existsSync(files.journal)) await write(files, logs[log] ?? (() => ({})));
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    let count = 0;
    const took = await seconds(async () => {
      ({ count } = await searchLog(files, { text, near: 1, signal }));
    });
    delay.disable();
    tell(`${log}: \`${text}\` in ${count} lines`, took, { most: 1 }, ' s');
    tell('  the longest time for which others waited', delay.max / 1e6, { most: 50 }, ' ms');
  }
});

async function write({ directory, journal }: BuildFiles, event: (line: number) => object): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const output = createWriteStream(journal);
  const about = { type: 'output', time: 1_795_967_900_648, step: 'install-packages', stream: 'stdout' };
  for (let line = 1; line <= LINES; line++)
    if (!output.write(`${JSON.stringify({ ...about, ...event(line) })}\n`)) await once(output, 'drain');
  output.end();
  await once(output, 'finish');
}
