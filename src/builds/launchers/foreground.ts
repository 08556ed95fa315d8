/** Runs as a child of this process, which is itself the job that a scheduler monitors and ends. */
import { basename } from 'node:path';
import { runnerProgram } from '../../base/program.js';
import type { Launcher } from './launcher.js';
import { startRunner } from './start-runner.js';

export const foreground: Launcher = {
  id: 'here',
  label: 'This job',
  begin({ directory, runner_output }) {
    const argv = [process.execPath, runnerProgram(), directory];
    const build = basename(directory);
    return startRunner({ build, argv, environment: {}, output: runner_output, detached: false });
  },
};
