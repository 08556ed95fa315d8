/** One copy of the app for each supported version of Node.js, all behind one PUN. */
import { copyFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { nodeProgram, nodeVersions } from '../parts/node/index.js';
import type { PunApp } from '../parts/pun/nginx-conf.js';
import type { Portal } from './portal.js';

/** Open OnDemand's wrapper of Node.js prefers the app's own `bin/node`. */
export function appsOnEachNode({ root, user }: Portal): Promise<PunApp[]> {
  return Promise.all(
    nodeVersions.map(async (version) => {
      const copy = join(user.directory, `node-${version}`);
      cpSync(root, copy, { recursive: true, preserveTimestamps: true });
      copyFileSync(await nodeProgram(version), join(copy, 'bin/node'));
      return { uri: `/pun/sys/node-${version}`, root: copy, environment: 'production' };
    }),
  );
}
