/** Runs as a child of this process, which is itself the job that a scheduler monitors and ends. */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { runnerProgram } from '../../base/program.js';
import type { Launcher } from './launcher.js';

export const here: Launcher = {
  id: 'here',
  label: 'This job',
  async submit({ files: { directory, runner_output } }) {
    const output = openSync(runner_output, 'a', 0o600);
    try {
      const child = spawn(process.execPath, [runnerProgram(), directory], {
        stdio: ['ignore', output, output],
        cwd: '/',
        env: {},
      });
      await new Promise<void>((resolve, reject) => {
        child.once('spawn', resolve);
        child.once('error', reject);
      });
      return undefined;
    } finally {
      closeSync(output);
    }
  },
};
