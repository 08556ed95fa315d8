/** The runner program: `node runner.js BUILD-DIRECTORY`, started by a launcher. */
import { buildFiles } from './build/build-directory.js';
import { loadCauses } from './build/explain.js';
import { Runner } from './build/runner.js';

const runner = new Runner(buildFiles(process.argv[2] ?? ''));
const stop = () => runner.stop();
process.on('SIGTERM', stop).on('SIGINT', stop);
// The terminal that it was started from may go away.
process.on('SIGHUP', () => {});
await Promise.all([runner.run(), loadCauses()]);
