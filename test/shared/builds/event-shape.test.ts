import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appRoot } from '../../../src/base/program.js';
import { parseEvent } from '../../../src/builds/journal/journal.js';
import { foldEvent, initialState } from '../../../src/shared/builds/build-state.js';
import { isBuildEvent, isBuildState, isQueued } from '../../../src/shared/builds/event-shape.js';

const builds = join(appRoot, 'test/fixtures/0.1.0/data/builds');
const lines = readdirSync(builds).flatMap((id) =>
  readFileSync(join(builds, id, 'journal.ndjson'), 'utf8')
    .trim()
    .split('\n'),
);
const received = '{"type":"received","time":1,"step":"install","bytes":5}';
/** One of each type. */
const samples = new Map(
  [...lines, received].map((line): [string, Record<string, unknown>] => {
    const event = JSON.parse(line);
    return [event.type, event];
  }),
);
const fields = [...samples].flatMap(([type, event]) =>
  Object.keys(event).map((field) => [type, field] as const),
);

describe('An event', () => {
  it('is understood in journals of 0.1.0', () => {
    expect([...samples.keys()].sort()).toEqual(
      ['build', 'output', 'received', 'report', 'status', 'step-ended', 'step-started'].sort(),
    );
    expect(lines.filter((line) => !isBuildEvent(JSON.parse(line)))).toEqual([]);
  });

  it.each(fields)('%s without its %s is understood exactly if the server understands it', (type, field) => {
    const { [field]: _, ...rest } = samples.get(type) ?? {};
    expect(isBuildEvent(rest)).toBe(parseEvent(JSON.stringify(rest)) !== undefined);
  });

  it.each(fields)('%s is not understood if its %s is of another kind', (type, field) => {
    expect(isBuildEvent({ ...samples.get(type), [field]: { of: 'another kind' } })).toBe(
      parseEvent(JSON.stringify({ ...samples.get(type), [field]: { of: 'another kind' } })) !== undefined,
    );
  });

  it.each([null, 1, 'x', [], {}, { type: 'constructor', time: 1 }])('is not %j', (value) => {
    expect(isBuildEvent(value)).toBe(false);
  });
});

it.each([
  [{ status: 'queued', reason: '2 jobs before it' }, true],
  [{ status: 'failed', reason: 'x' }, false],
  [{ status: 'queued' }, false],
  [null, false],
])('%j is the state of a job that waits: %j', (value, is) => {
  expect(isQueued(value)).toBe(is);
});

describe('A state', () => {
  it.each(readdirSync(builds))(
    'is understood after each event of %s of 0.1.0, and as that version kept it',
    (id) => {
      const read = (name: string) => readFileSync(join(builds, id, name), 'utf8').trim();
      let state = initialState;
      for (const line of read('journal.ndjson').split('\n')) {
        const event: unknown = JSON.parse(line);
        if (isBuildEvent(event)) state = foldEvent(state, event);
        expect(isBuildState(JSON.parse(JSON.stringify(state))), line).toBe(true);
      }
      expect(isBuildState(JSON.parse(read('status.json')).state)).toBe(true);
    },
  );

  it.each(['name', 'status', 'steps', 'lines'])('without its %s is not understood', (field) => {
    expect(isBuildState({ ...initialState, [field]: undefined })).toBe(false);
  });
});
