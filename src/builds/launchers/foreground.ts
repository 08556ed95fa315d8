/** Runs as a child of this process, which is itself the job that a scheduler monitors and ends. */
import { runnerProgram } from '../../base/program.js';
import type { Launcher } from './launcher.js';
import { startRunner } from './start-runner.js';

export const foreground: Launcher = {
  id: 'here',
  label: 'This job',
  begin(files) {
    const argv = [process.execPath, runnerProgram(), files.directory];
    return startRunner(files, { argv, environment: {}, detached: false });
  },
};
