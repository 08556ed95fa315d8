/** The part of bin/setup that needs Node.js: installs dependencies, compiles, and says what to do next. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

await setUp();
restartRunningApps();
console.log(`
Create Kernel is ready in ${root}
  Open OnDemand finds it in /var/www/ood/apps/sys/create_kernel or, for you only, in ~/ondemand/dev/create_kernel.
  \`bin/create-kernel doctor\` reports what this host lacks for making kernels.`);

/** Passenger restarts an app once this file has changed: users' running apps still have the old code. */
function restartRunningApps() {
  mkdirSync(join(root, 'tmp'), { recursive: true });
  writeFileSync(join(root, 'tmp', 'restart.txt'), '');
}
