import { cpSync, renameSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mayMakeUsers } from '../../parts/pun/user.js';
import { makePortal, type Portal, visitorOf } from '../../support/portal.js';
import { waitFor } from '../../support/wait.js';

describe.skipIf(!mayMakeUsers)('An upgrade', () => {
  let portal: Portal;

  beforeAll(async () => {
    portal = await makePortal();
    return () => portal.close();
  });

  it('starts users’ pages anew, of its own code, at a click soon afterwards', async () => {
    const visitor = visitorOf(await portal.open());
    await visitor.get('/');
    const [before] = portal.processes();
    replaceBy(new Date());
    // Passenger looks at the file once in ten seconds.
    const after = await waitFor(
      'another process of the app',
      async () => {
        expect((await visitor.get('/')).status).toBe(200);
        return portal.processes().find((pid) => pid !== before);
      },
      40,
    );
    expect(after).not.toBe(before);
  });

  /** As docs/install.md says, by a release of another moment. */
  function replaceBy(time: Date): void {
    const next = `${portal.root}.new`;
    cpSync(portal.root, next, { recursive: true, preserveTimestamps: true });
    utimesSync(join(next, 'tmp/restart.txt'), time, time);
    renameSync(portal.root, `${portal.root}.old`);
    renameSync(next, portal.root);
  }
});
