/** The runner program: `node runner.js BUILD-DIRECTORY`, started by a launcher, through start.ts. */
import { protectNewFiles } from './base/process.js';
import { buildFiles } from './builds/build-directory.js';
import { Runner } from './builds/runner/runner.js';
import { requireOwnDirectory } from './site/private-directories.js';

protectNewFiles();
const directory = process.argv[2] ?? '';
requireOwnDirectory(directory);
const runner = new Runner(buildFiles(directory));
const stop = () => runner.stop();
process.on('SIGTERM', stop).on('SIGINT', stop);
// The terminal that it was started from may go away.
process.on('SIGHUP', () => {});
void runner.run();
