/** The tests with mutated submissions, with many more of them than `npm test` has time for. */
import { spawnSync } from 'node:child_process';
import { appRoot } from '../src/base/program.js';

const words = ['vitest', 'run', '--project', 'real', 'test/real/mutated-'];
const env = { ...process.env, MUTATIONS: '10000', MUTATED_BUILDS: '300' };
const { status } = spawnSync('npx', words, { cwd: appRoot, stdio: 'inherit', env });
process.exitCode = status ?? 1;
