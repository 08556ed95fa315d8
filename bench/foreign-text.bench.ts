/**
 * The readers of what other programs print, with lines of up to 100 KB: the causes of failures, the masker of secrets and
 * the reader of colours. The time at 4 n, compared with the time at n.
 */
import { diagnose } from '../src/builds/diagnosis/diagnose.js';
import { createLineReader } from '../src/builds/runner/output/clean-line.js';
import { createMasker } from '../src/builds/runner/output/mask-secrets.js';
import { parseSgr } from '../src/shared/terminal-colours.js';
import { median, tell } from './support.js';

const N = 25_000;
const RUNS = 9;
const masker = createMasker(['s3cret-value-of-mine', 'tk-0123456789']);

const texts: Record<string, (length: number) => string> = {
  letters: (length) => 'A'.repeat(length),
  blanks: (length) => ' '.repeat(length),
  addresses: (length) => 'https//user:'.repeat(length / 12),
  colours: (length) => '\x1b[31mred'.repeat(length / 8),
  versions: (length) => 'a>=1,<2; '.repeat(length / 9),
};

const readers: Record<string, (text: string) => unknown> = {
  causes: (text) => diagnose({ phase: 'install', exit: 1, lines: [{ line: 1, text }] }),
  masker: (text) => masker.mask(text),
  colours: (text) => parseSgr(text),
  lines: (text) => createLineReader({ mask: ['s3cret-value-of-mine'] }).push(Buffer.from(`${text}\n`)),
};

for (const [reader, read] of Object.entries(readers)) {
  const ratios = Object.entries(texts).map(([name, make]) => {
    const [small, large] = [make(N), make(4 * N)];
    // Once for the compiler of Node.js.
    for (let run = 0; run < 5; run++) read(large);
    const ratio = median(Array.from({ length: RUNS }, () => time(read, large) / time(read, small)));
    console.log(`${reader} of ${name}: ${ratio.toFixed(2)}`);
    return ratio;
  });
  tell(`${reader}: time at 4 n / time at n, the worst text`, Math.max(...ratios), { most: 5 });
}

/** Seconds of processor time, since other programs run too; several times, since one is too short to measure. */
function time(read: (text: string) => unknown, text: string): number {
  const started = process.cpuUsage();
  for (let run = 0; run < 40; run++) read(text);
  return process.cpuUsage(started).user / 1e6;
}
