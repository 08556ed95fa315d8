import { cpSync, renameSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PunApp } from '../../parts/pun/nginx-conf.js';
import { appProcesses } from '../../parts/pun/pun.js';
import { mayMakeUsers } from '../../parts/pun/user.js';
import { appsOnEachNode } from '../../support/node-apps.js';
import { makePortal, type Portal, visitorOf } from '../../support/portal.js';
import { waitFor } from '../../support/wait.js';

describe.skipIf(!mayMakeUsers)('An upgrade', () => {
  let portal: Portal;

  beforeAll(async () => {
    portal = await makePortal();
    return () => portal.close();
  });

  it('restarts users’ pages with its own code at the next click, on each Node.js', async () => {
    const apps = await appsOnEachNode(portal);
    const entrance = await portal.open({ apps });
    const look = async ({ uri, root }: PunApp) => {
      expect((await visitorOf(entrance, uri).get('/')).status).toBe(200);
      return appProcesses(root);
    };
    const before = await Promise.all(apps.map(look));
    for (const { root } of apps) replaceBy(root, new Date());
    // Passenger looks at the file once in ten seconds.
    await waitFor('another process of each app', async () => {
      const now = await Promise.all(apps.map(look));
      return now.every((pids, index) => pids.some((pid) => !before[index]?.includes(pid)));
    });
  });
});

/** As docs/install.md says, by a release of another moment. */
function replaceBy(root: string, time: Date): void {
  const next = `${root}.new`;
  cpSync(root, next, { recursive: true, preserveTimestamps: true });
  utimesSync(join(next, 'tmp/restart.txt'), time, time);
  renameSync(root, `${root}.old`);
  renameSync(next, root);
}
