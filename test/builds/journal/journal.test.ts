import { appendFileSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type BuildFiles, buildFiles } from '../../../src/builds/build-directory.js';
import { followJournal } from '../../../src/builds/journal/follow.js';
import { appendLastEvent, Journal, parseEvent, readState } from '../../../src/builds/journal/journal.js';
import type { BuildEvent } from '../../../src/shared/builds/build-events.js';
import { foldEvent, initialState } from '../../../src/shared/builds/build-state.js';
import { temporaryDirectory } from '../../support/python.js';
import { patient } from '../../support/wait.js';

async function files(): Promise<BuildFiles> {
  const directory = await temporaryDirectory();
  mkdirSync(directory, { recursive: true });
  return buildFiles(directory);
}

const events: BuildEvent[] = [
  {
    ...{ type: 'build', time: 1, name: 'été', display_name: 'Été €', generation: 1, manager: 'uv' },
    steps: [{ id: 'get', phase: 'install', title: 'Get' }],
  },
  { type: 'status', time: 2, status: 'running' },
  { type: 'step-started', time: 3, step: 'get', command: 'pip install é' },
  { type: 'output', time: 4, step: 'get', stream: 'stdout', line: 1, text: 'line with\u2028 and "€"' },
  { type: 'output', time: 5, step: 'get', stream: 'stderr', line: 2, text: '{"type":"status"}' },
  { type: 'step-ended', time: 6, step: 'get', exit: 0, seconds: 1 },
  { type: 'status', time: 7, status: 'succeeded' },
];
const lines = events.map((event) => `${JSON.stringify(event)}\n`);
const whole = Buffer.from(lines.join(''));
const stateAfter = (count: number) => events.slice(0, count).reduce(foldEvent, initialState);

/** How many complete lines the first bytes of the journal have. */
function wholeLines(bytes: number): number {
  return whole.subarray(0, bytes).toString('latin1').split('\n').length - 1;
}

describe('a journal', () => {
  it('has one line for each event, and a snapshot with each status', async () => {
    const its = await files();
    const journal = new Journal(its);
    for (const event of events) event.type === 'output' ? journal.add(event) : journal.record(event);
    journal.close();
    expect(readFileSync(its.journal)).toEqual(whole);
    expect(JSON.parse(readFileSync(its.status, 'utf8'))).toEqual({
      schema: 1,
      state: stateAfter(7),
      offset: whole.length,
    });
    expect(journal.state).toEqual(stateAfter(7));
  });

  it('has a snapshot in the middle of a long step too, so that readers fold little of its output', async () => {
    const its = await files();
    const journal = new Journal(its);
    for (const event of events.slice(0, 3)) journal.record(event);
    const text = 'x'.repeat(1000);
    for (let line = 1; line <= 300; line++) {
      journal.add({ type: 'output', time: 4, step: 'get', stream: 'stdout', line, text });
      journal.flush();
    }
    journal.close();
    const { offset, state } = JSON.parse(readFileSync(its.status, 'utf8'));
    expect(state.lines).toBeGreaterThan(200);
    expect(readFileSync(its.journal).length - offset).toBeLessThan(100_000);
    expect(await readState(its)).toEqual(journal.state);
  });

  it('writes added output with the next flush', async () => {
    const its = await files();
    const journal = new Journal(its);
    journal.add(events[3] as BuildEvent);
    expect(readFileSync(its.journal, 'utf8')).toBe('');
    journal.flush();
    journal.flush();
    expect(readFileSync(its.journal, 'utf8')).toBe(lines[3]);
  });

  it('gives the same state from a snapshot, an old snapshot, a torn one and none', async () => {
    const its = await files();
    writeFileSync(its.journal, whole);
    const offset = lines.slice(0, 3).join('').length;
    const bytes = Buffer.byteLength(lines.slice(0, 3).join(''));
    expect(offset).toBeLessThan(bytes);
    for (const snapshot of ['', '{"state":', JSON.stringify({ state: stateAfter(3), offset: bytes })]) {
      writeFileSync(its.status, snapshot);
      expect(await readState(its)).toEqual(stateAfter(7));
    }
    rmSync(its.status);
    expect(await readState(its)).toEqual(stateAfter(7));
  });

  it('is read completely if it is longer than a piece', async () => {
    const its = await files();
    const most = 30_000;
    const output = Array.from({ length: most }, (_, index) =>
      JSON.stringify({ ...events[3], line: index + 1, text: 'é'.repeat(60) }),
    );
    writeFileSync(its.journal, `${lines.slice(0, 3).join('')}${output.join('\n')}\n`);
    expect((await readState(its)).lines).toBe(most);
  });
});

describe('a journal that is torn at any byte', () => {
  it('gives the state of its complete lines', async () => {
    const its = await files();
    for (let bytes = 0; bytes <= whole.length; bytes++) {
      writeFileSync(its.journal, whole.subarray(0, bytes));
      expect(await readState(its)).toEqual(stateAfter(wholeLines(bytes)));
    }
  });

  it('is followed without an incomplete line, which comes once it is complete', async () => {
    const its = await files();
    for (let bytes = 0; bytes <= whole.length; bytes += 7) {
      writeFileSync(its.journal, whole.subarray(0, bytes));
      const following = followed(its);
      appendFileSync(its.journal, whole.subarray(bytes));
      expect(await following).toBe(whole.toString());
    }
  });

  async function followed(its: BuildFiles): Promise<string> {
    let text = '';
    for await (const piece of followJournal(its, { from: 0, signal: AbortSignal.timeout(patient.timeout) }))
      text += `${piece.lines.join('\n')}\n`;
    return text;
  }

  it('gets its last event on a new line', async () => {
    const its = await files();
    const end: BuildEvent = { type: 'status', time: 9, status: 'interrupted' };
    for (let bytes = 0; bytes < whole.length; bytes += 5) {
      writeFileSync(its.journal, whole.subarray(0, bytes));
      rmSync(its.status, { force: true });
      await appendLastEvent(its, end);
      const state = await readState(its);
      // A line that lacks only its line break becomes complete.
      expect(state).toEqual(foldEvent(stateAfter(wholeLines(bytes + 1)), end));
      const text = readFileSync(its.journal, 'utf8');
      expect(text.endsWith(`\n${JSON.stringify(end)}\n`) || bytes === 0).toBe(true);
    }
  });

  it('is distinguished from a journal with complete lines', () => {
    const line = lines[3] as string;
    for (let length = 0; length < line.length - 1; length++)
      expect(parseEvent(line.slice(0, length))).toBeUndefined();
    expect(parseEvent(line)).toEqual(events[3]);
  });
});

describe('a journal on a file system that was full', () => {
  it('continues on a new line', async () => {
    const its = await files();
    const journal = new Journal(its);
    journal.record(events[0] as BuildEvent);
    // The leftovers of a write that failed halfway; /dev/full cannot be appended to like a file.
    appendFileSync(its.journal, '{"type":"outp');
    Object.assign(journal, { torn: true });
    journal.record(events[1] as BuildEvent);
    truncateSync(its.status, 0);
    expect(await readState(its)).toEqual(stateAfter(2));
  });
});
