/** Runs on this host in a new session, so that closing the browser or stopping the server does not end the build. */
import { runnerProgram } from '../../base/program.js';
import type { Launch, Launcher } from './launcher.js';
import { scopeWords, userSystemd } from './scope.js';
import { startRunner } from './start-runner.js';

export const local: Launcher = {
  id: 'local',
  label: 'This host',
  async submit(launch) {
    const command = await commandFor(launch);
    return { runner: await startRunner({ ...command, output: launch.files.runner_output, detached: true }) };
  },
};

async function commandFor({ files, site }: Launch) {
  const runner = [process.execPath, runnerProgram(), files.directory];
  const scope = scopeWords(site.config.build_on);
  const systemd = scope.length > 0 ? await userSystemd() : undefined;
  // The runner needs no other variable of the server's environment, and must not pass any on. A scope keeps the process
  // (systemd-run(1), --scope).
  return systemd ? { argv: [...scope, ...runner], environment: systemd } : { argv: runner, environment: {} };
}
