/** The runner program: `node runner.js BUILD-DIRECTORY`, started by a launcher, through start.ts. */
import { protectNewFiles } from './base/process.js';
import { buildFiles } from './builds/build-directory.js';
import { Runner } from './builds/runner/runner.js';
import { becomesReady, WHEN_READY } from './builds/runner/when-ready.js';
import { requireOwnDirectory } from './site/private-directories.js';

protectNewFiles();
// The terminal that it was started from may go away.
process.on('SIGHUP', () => {});
void main(process.argv.slice(2));

async function main([directory = '', when]: string[]): Promise<void> {
  if (when === WHEN_READY && !(await becomesReady())) process.exit();
  requireOwnDirectory(directory);
  const runner = new Runner(buildFiles(directory));
  const stop = () => runner.stop();
  process.on('SIGTERM', stop).on('SIGINT', stop);
  await runner.run();
}
