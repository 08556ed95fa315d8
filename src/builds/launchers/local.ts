/** Runs on this host in a new session, so that closing the browser or stopping the server does not end the build. */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { runnerProgram } from '../../base/program.js';
import type { Launch, Launcher } from './launcher.js';
import { scopeWords, userSystemd } from './scope.js';

export const local: Launcher = {
  id: 'local',
  label: 'This host',
  async submit(launch) {
    const { argv, environment } = await commandFor(launch);
    await startDetached(argv, environment, launch.files.runner_output);
    return undefined;
  },
};

async function commandFor({ files, site }: Launch) {
  const runner = [process.execPath, runnerProgram(), files.directory];
  const scope = scopeWords(site.config.build_on);
  const systemd = scope.length > 0 ? await userSystemd() : undefined;
  // The runner needs no variable of the server's environment, and must not pass any on.
  return systemd ? { argv: [...scope, ...runner], environment: systemd } : { argv: runner, environment: {} };
}

async function startDetached(
  [program = '', ...words]: readonly string[],
  environment: Record<string, string>,
  output_file: string,
): Promise<void> {
  const output = openSync(output_file, 'a', 0o600);
  try {
    const child = spawn(program, words, {
      detached: true,
      stdio: ['ignore', output, output],
      cwd: '/',
      env: environment,
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
  } finally {
    closeSync(output);
  }
}
