import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type BuildFiles, buildFiles } from '../../../src/builds/build-directory.js';
import { followJournal, readTail } from '../../../src/builds/journal/follow.js';
import { compile, start } from '../../support/process.js';
import { temporaryDirectory } from '../../support/python.js';
import { patient } from '../../support/wait.js';

const output = (line: number, text = `line ${line}`) =>
  `${JSON.stringify({ type: 'output', time: 0, step: 's', stream: 'stdout', line, text })}\n`;
const END = `${JSON.stringify({ type: 'status', time: 0, status: 'failed' })}\n`;

async function journal(text?: string): Promise<BuildFiles> {
  const files = buildFiles(await temporaryDirectory());
  if (text !== undefined) writeFileSync(files.journal, text);
  return files;
}

async function follow(
  files: BuildFiles,
  from = 0,
  signal = AbortSignal.timeout(patient.timeout),
): Promise<string> {
  let text = '';
  for await (const { lines } of followJournal(files, { from, signal })) text += `${lines.join('\n')}\n`;
  return text;
}

describe('following a journal', () => {
  it('ends after the last event', async () => {
    expect(await follow(await journal(output(1) + END))).toBe(output(1) + END);
  });

  it('waits for a journal that does not exist yet', async () => {
    const files = await journal();
    const following = follow(files);
    writeFileSync(files.journal, output(1) + END);
    expect(await following).toBe(output(1) + END);
  });

  it('ends at once for a reader that has seen the last event', async () => {
    const text = output(1) + END;
    expect(await follow(await journal(text), Buffer.byteLength(text))).toBe('');
  });

  it('ends when the reader leaves', async () => {
    const controller = new AbortController();
    const following = follow(await journal(output(1)), 0, controller.signal);
    controller.abort();
    expect(output(1)).toContain(await following);
  });

  it('is not ended by a line of output that looks like the last event', async () => {
    const text = output(1, END) + output(2) + END;
    expect(await follow(await journal(text))).toBe(text);
  });

  it('reads a line that is longer than a piece', async () => {
    const text = output(1, 'x'.repeat(1_000_000)) + END;
    expect(await follow(await journal(text))).toBe(text);
  });

  it('calls `onQuiet` while no event comes, to check whether the runner is alive', async () => {
    const files = await journal(output(1));
    const quiet = await new Promise<string>((resolve) => {
      const controller = new AbortController();
      const onQuiet = () => {
        appendFileSync(files.journal, END);
        resolve('called');
      };
      void (async () => {
        for await (const _ of followJournal(files, { from: 0, signal: controller.signal, onQuiet }));
      })();
    });
    expect(quiet).toBe('called');
  });
});

describe('on a network file system, which shows changes late', () => {
  /** What a reader gets while these changes happen one after another. */
  async function followThrough(files: BuildFiles, ...changes: (() => void)[]): Promise<string> {
    let text = '';
    const signal = AbortSignal.timeout(patient.timeout);
    // Between two changes, a read finds nothing.
    const timer = setInterval(() => changes.shift()?.(), 400);
    for await (const { lines } of followJournal(files, { from: 0, signal })) text += `${lines.join('\n')}\n`;
    clearInterval(timer);
    return text;
  }

  it('waits for the content of a file that has its new size already', async () => {
    const files = await journal(output(1));
    const rest = Buffer.from(output(2) + END);
    const start = Buffer.byteLength(output(1));
    const text = await followThrough(
      files,
      () => truncateSync(files.journal, start + rest.length),
      () => {
        const file = openSync(files.journal, 'r+');
        writeSync(file, rest, 0, rest.length, start);
        closeSync(file);
      },
    );
    expect(text).toBe(output(1) + output(2) + END);
  });

  it('continues with a file that replaced the one before', async () => {
    const files = await journal(output(1));
    const text = await followThrough(files, () => {
      writeFileSync(`${files.journal}.new`, output(1) + output(2) + END);
      renameSync(`${files.journal}.new`, files.journal);
    });
    expect(text).toBe(output(1) + output(2) + END);
  });

  it('reads again after an error', async () => {
    const files = await journal(output(1));
    const text = await followThrough(
      files,
      () => {
        renameSync(files.journal, `${files.journal}.aside`);
        mkdirSync(files.journal);
      },
      () => {
        rmdirSync(files.journal);
        writeFileSync(files.journal, output(1) + output(2) + END);
      },
    );
    expect(text).toBe(output(1) + output(2) + END);
  });

  it('does not wait for ever for data that a host lost in a power failure', async () => {
    const files = await journal(`${output(1)}${'\0'.repeat(100)}\n${END}`);
    expect(await follow(files)).toContain(END);
  });
});

describe('while another process writes', () => {
  const LINES = 3000;
  const expected = Array.from({ length: LINES }, (_, index) =>
    output(index + 1, 'é'.repeat(index % 99)),
  ).join('');
  const whole = `${expected}${JSON.stringify({ type: 'status', time: 0, status: 'succeeded' })}\n`;

  it('every reader gets each event once, from wherever it continues', async () => {
    const files = await journal();
    const program = await compile(new URL('../programs/write-journal.ts', import.meta.url));
    const followers = Array.from({ length: 5 }, () => follow(files));
    const hopping = hop(files);
    start(program, [files.journal, String(LINES)]);
    for (const text of await Promise.all(followers)) expect(text).toBe(whole);
    expect(await hopping).toBe(whole);
  });

  /** A reader that loses its connection after every piece, and continues after its last event. */
  async function hop(files: BuildFiles): Promise<string> {
    let [text, from, last] = ['', 0, false];
    while (!last) {
      for await (const piece of followJournal(files, {
        from,
        signal: AbortSignal.timeout(patient.timeout),
      })) {
        text += `${piece.lines.join('\n')}\n`;
        ({ end: from, last } = piece);
        break;
      }
    }
    return text;
  }

  it('a reader can continue after any event', async () => {
    const files = await journal(whole);
    const offsets = [...whole.matchAll(/\n/g)].map(({ index }) =>
      Buffer.byteLength(whole.slice(0, index + 1)),
    );
    for (const from of offsets.filter((_, index) => index % 100 === 0 || index > LINES - 3))
      expect(await follow(files, from)).toBe(Buffer.from(whole).subarray(from).toString());
  });
});

describe('the tail of a journal', () => {
  const text = output(1) + output(2) + output(3);
  const size = output(1).length;

  it.each([
    ['is all of a short one', 10_000, undefined, [1, 2, 3], 0],
    ['is its last whole lines', size * 2 + 5, undefined, [2, 3], size],
    ['goes on before an offset', size + 5, size * 2, [2], size],
    ['is nothing where no whole line fits', 10, undefined, [], size * 3],
  ])('%s', async (_, most, before, lines, start) => {
    const { journal: path } = await journal(text);
    const tail = await readTail(path, most, before);
    expect(tail.lines.map((line) => `${line}\n`)).toEqual(lines.map((line) => output(line)));
    expect(tail.start).toBe(start);
  });

  it('leaves out a line that is still being written', async () => {
    const { journal: path } = await journal(`${text}{"type":"out`);
    const { lines, end } = await readTail(path, 10_000);
    expect(lines).toHaveLength(3);
    expect(end).toBe(text.length);
  });

  it('is empty if there is no journal', async () => {
    expect(await readTail('/nonexistent/journal', 100)).toEqual({ lines: [], start: 0, end: 0 });
  });
});
