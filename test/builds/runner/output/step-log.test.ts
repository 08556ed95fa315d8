import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildFiles } from '../../../../src/builds/build-directory.js';
import { Journal, parseEvent } from '../../../../src/builds/journal/journal.js';
import { LogLimit, StepLog } from '../../../../src/builds/runner/output/step-log.js';
import { temporaryDirectory } from '../../../support/python.js';

async function makeLog(bytes = 1e6) {
  const files = buildFiles(await temporaryDirectory());
  const journal = new Journal(files);
  journal.add({
    ...{ type: 'build', time: 0, name: 'x', display_name: 'x', generation: 1, manager: 'x' },
    steps: [{ id: 's', phase: 'install', title: 's' }],
  });
  const limit = new LogLimit(bytes);
  const written = () => {
    journal.flush();
    const events = readFileSync(files.journal, 'utf8').split('\n').slice(1, -1).map(parseEvent);
    return events.map((event) =>
      event?.type === 'output' ? `${event.line}${event.replaces ? 'r' : ''} ${event.text}` : event,
    );
  };
  return { log: new StepLog(journal, 's', limit), other: new StepLog(journal, 't', limit), written };
}

const line = (text: string, replaces = false) => ({ text, replaces });

describe('the log of a step', () => {
  it('numbers its lines across the whole build', async () => {
    const { log, other, written } = await makeLog();
    log.add('stdout', line('a'));
    log.add('stderr', line('b'));
    other.add('stdout', line('c'));
    expect(written()).toEqual(['1 a', '2 b', '3 c']);
  });

  it('gives a replacing line the number of the line before', async () => {
    const { log, written } = await makeLog();
    log.add('stdout', line('10 %'));
    log.add('stdout', line('50 %', true));
    log.add('stdout', line('done'));
    expect(written()).toEqual(['1 10 %', '1r 50 %', '2 done']);
    expect(log.last.map(({ text }) => text)).toEqual(['50 %', 'done']);
  });

  it('keeps its last lines for the diagnosis, however many there were', async () => {
    const { log } = await makeLog();
    for (let number = 1; number <= 5000; number++) log.add('stdout', line(`line ${number}`));
    expect(log.last.at(-1)).toEqual({ line: 5000, text: 'line 5000' });
    expect(log.last.length).toBeGreaterThanOrEqual(400);
    expect(log.last.length).toBeLessThan(1000);
  });

  it('stops at the limit, says so once, and still keeps the last lines for the diagnosis', async () => {
    const { log, other, written } = await makeLog(20);
    for (const each of ['0123456789', '01234567', 'too much', 'more']) log.add('stdout', line(each));
    other.add('stdout', line('of another step'));
    const lines = written();
    expect(lines).toEqual([
      '1 0123456789',
      '2 01234567',
      expect.stringContaining('has reached the site’s limit'),
    ]);
    expect(log.last.at(-1)?.text).toBe('more');
  });
});
