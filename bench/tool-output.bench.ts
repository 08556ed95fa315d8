/** Time of the readers of tools' output for four times as much of it: the causes of failures, masks and colours. */
import { diagnose } from '../src/builds/diagnosis/diagnose.js';
import { createLineReader } from '../src/builds/runner/output/clean-line.js';
import { createMasker } from '../src/builds/runner/output/mask-secrets.js';
import { parseSgr } from '../src/shared/terminal-colours.js';
import { inTurn, tell } from './support.js';

const CHARACTERS = 25_000;
const PAIRS = 7;

const asLines = (text: string) => text.split('\n').map((each, index) => ({ line: index + 1, text: each }));
const readers: Record<string, (text: string) => unknown> = {
  'table of causes': (text) => diagnose({ phase: 'install', exit: 1, lines: asLines(text) }),
  masker: createMasker(['s3cret-value', 'AAAAAAAA-secret']).mask,
  'reader of colours': parseSgr,
  'reader of lines': (text) => createLineReader({ mask: ['s3cret-value'] }).push(Buffer.from(text)),
};

for (const [name, read] of Object.entries(readers)) {
  for (const piece of ['A', 'word ', '://a@', '\x1b[38;5;1m', 'Because a has no \n']) {
    const [one, four] = [CHARACTERS, 4 * CHARACTERS].map((length) => piece.repeat(length / piece.length));
    const { ratio } = await inTurn(
      PAIRS,
      async () => void read(four ?? ''),
      async () => void read(one ?? ''),
    );
    tell(`${name}, ${JSON.stringify(piece)}: time at 4 n ÷ time at n`, ratio, { most: 5 });
  }
}
