/** A build's events on their way through Passenger, nginx and Apache. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { mayMakeUsers } from '../../parts/pun/user.js';
import { makeGate } from '../../support/gate.js';
import {
  type Address,
  type Entrance,
  makePortal,
  orderBy,
  type Portal,
  SYS,
  visitorOf,
} from '../../support/portal.js';
import { ended } from '../../support/pretend.js';
import { Source } from '../../support/source.js';
import { waitFor } from '../../support/wait.js';

describe.skipIf(!mayMakeUsers)('The events of a build, behind Apache, nginx and Passenger', () => {
  let portal: Portal;
  let entrance: Entrance;

  beforeAll(async () => {
    portal = await makePortal();
    entrance = await portal.open({ timeout: 22 });
    return () => portal.close();
  });

  it('come while the build runs, line by line', async () => {
    const [first, second] = [makeGate(portal.home, 'first'), makeGate(portal.home, 'second')];
    const id = await order('live', `echo one; ${first.wait}; echo two; ${second.wait}`);
    const source = follow(id);
    await waitFor('the first line', () => source.text.includes('"text":"one"'));
    expect(source.text).not.toContain('"text":"two"');
    first.open();
    await waitFor('the second line', () => source.text.includes('"text":"two"'));
    expect(source.ended).toBe(false);
    second.open();
    await expectWhole(id, await source.all());
  });

  it('report 16: a silent step outlasts the patience of a proxy, and a reader that a proxy cuts loses nothing', async () => {
    const gate = makeGate(portal.home, 'silent');
    const id = await order('silent', `seq 500; ${gate.wait}; seq 501 1000`);
    const hasty = await portal.front(entrance.pun, 3);
    const patient = follow(id);
    // On a busy machine, it does not even wait for the first lines.
    const cut = await through(hasty, id, '0', ({ lines }) => lines.length > 500);
    const again = follow(id, hasty, cut.lastId);
    // They come every 15 s: without the first one Apache would have cut it before the second.
    await waitFor('the heartbeats that keep Apache from cutting', () => patient.heartbeats >= 2);
    expect(patient.ended).toBe(false);
    // It was cut in its turn, and had nothing to tell.
    expect((await again.all()).lines).toEqual([]);
    patient.leave();
    gate.open();
    await expectWhole(id, await follow(id, entrance, patient.lastId).all(), patient);
    const rest = await through(hasty, id, cut.lastId, ({ events }) => events.at(-1)?.event === 'end');
    await expectWhole(id, rest, cut);
  });

  /** Orders a build with a step that runs these lines of sh. */
  async function order(name: string, lines: string): Promise<string> {
    portal.home.hook(lines);
    return orderBy(visitorOf(entrance), { kernel_name: name, kernel_manager: 'uv' });
  }

  /** A reader behind a proxy that cuts it, tried again until it has had enough. */
  function through(proxy: Address, id: string, from: string, hasEnough: (reader: Source) => boolean) {
    return waitFor('a reader with enough', async () => {
      const reader = await follow(id, proxy, from).all();
      return hasEnough(reader) ? reader : undefined;
    });
  }

  function follow(id: string, { port }: Address = entrance, from?: string): Source {
    return new Source(
      port,
      `${SYS}/builds/${id}/events`,
      from === undefined ? {} : { 'last-event-id': from },
    );
  }

  /** The readers, the last one first, have together had the whole journal, each line once. */
  async function expectWhole(id: string, last: Source, ...before: Source[]): Promise<void> {
    const { state, files } = await ended(id, portal.home);
    expect(state.status).toBe('succeeded');
    const lines = [...before, last].flatMap((reader) => reader.lines);
    expect(lines.join('\n')).toBe(readFileSync(files.journal, 'utf8').trim());
    expect(last.events.at(-1)?.event).toBe('end');
  }
});
