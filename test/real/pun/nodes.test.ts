/** The app under the real nginx and Passenger on each Node.js that it runs on. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeVersions } from '../../parts/node/index.js';
import { appProcesses } from '../../parts/pun/pun.js';
import { mayMakeUsers } from '../../parts/pun/user.js';
import { makeGate } from '../../support/gate.js';
import { appsOnEachNode } from '../../support/node-apps.js';
import { type Entrance, makePortal, orderBy, type Portal, visitorOf } from '../../support/portal.js';
import { ended } from '../../support/pretend.js';
import { Source } from '../../support/source.js';
import { waitFor } from '../../support/wait.js';

describe.skipIf(!mayMakeUsers)('Under Open OnDemand’s nginx', () => {
  let portal: Portal;
  let entrance: Entrance;

  beforeAll(async () => {
    portal = await makePortal();
    entrance = await portal.open({ apps: await appsOnEachNode(portal) });
    return () => portal.close();
  });

  it.each(nodeVersions)(
    'on Node.js %s, a form becomes a kernel, with its log line by line',
    async (version) => {
      const uri = `/pun/sys/node-${version}`;
      const name = `on-${version}`;
      const gate = makeGate(portal.home, name);
      portal.home.hook(`echo begun; ${gate.wait}; echo done`);
      const id = await orderBy(visitorOf(entrance, uri), { kernel_name: name, kernel_manager: 'uv' });
      expect(runsOn(version)).toBe(true);
      const source = new Source(entrance.port, `${uri}/builds/${id}/events`);
      await waitFor('the first line', () => source.text.includes('"text":"begun"'));
      gate.open();
      const { state, files } = await ended(id, portal.home);
      expect(state).toMatchObject({ status: 'succeeded' });
      expect((await source.all()).lines.join('\n')).toBe(readFileSync(files.journal, 'utf8').trim());
    },
  );

  /** Whether the app's own program, which is of this version, is what runs it. */
  function runsOn(version: string): boolean {
    const root = join(portal.user.directory, `node-${version}`);
    const programs = appProcesses(root).map((pid) => readFileSync(`/proc/${pid}/maps`, 'utf8'));
    return programs.length > 0 && programs.every((maps) => maps.includes(join(root, 'bin/node')));
  }
});
