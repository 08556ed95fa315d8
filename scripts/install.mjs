/** What bin/setup does once there is a Node.js: dependencies and compiled code, and what is to be done then. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

await setUp();
restartRunningApps();
console.log(`
Create Kernel is ready in ${root}
  The portal finds it as /var/www/ood/apps/sys/create_kernel, or for you alone as ~/ondemand/dev/create_kernel.
  \`bin/create-kernel doctor\` says what this host lacks for making kernels.`);

/** Passenger starts an app anew once this file has changed: users' running apps are of the code that was there before. */
function restartRunningApps() {
  mkdirSync(join(root, 'tmp'), { recursive: true });
  writeFileSync(join(root, 'tmp', 'restart.txt'), '');
}
