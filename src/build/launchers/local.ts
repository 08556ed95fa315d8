/** On this host, in a session of its own, so that closing the browser or stopping the web server does not end it. */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { runnerProgram } from '../../program.js';
import type { Launcher } from './launcher.js';

export const local: Launcher = {
  id: 'local',
  label: 'This host',
  async submit({ files: { directory, runner_output } }) {
    const output = openSync(runner_output, 'a', 0o600);
    try {
      const child = spawn(process.execPath, [runnerProgram(), directory], {
        detached: true,
        stdio: ['ignore', output, output],
        cwd: '/',
        // The runner needs nothing of the server's environment, and must not hand it on.
        env: {},
      });
      await new Promise<void>((resolve, reject) => {
        child.once('spawn', resolve);
        child.once('error', reject);
      });
      child.unref();
      return undefined;
    } finally {
      closeSync(output);
    }
  },
};
