/** Starts the runner as a process of this host. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { basename } from 'node:path';
import type { BuildFiles } from '../build-directory.js';
import { identify } from '../holding/processes/process-identity.js';
import { MARK } from '../holding/processes/process-mark.js';
import { WHEN_READY } from '../runner/when-ready.js';
import type { BegunLaunch } from './launcher.js';

interface RunnerStart {
  argv: readonly string[];
  environment: Record<string, string>;
  /** In a separate session, which outlives this process. */
  detached: boolean;
}

/** The process, which loads its program and then waits. @throws the system's error if it cannot be started. */
export async function startRunner(
  { directory, runner_output }: Pick<BuildFiles, 'directory' | 'runner_output'>,
  { argv, environment, detached }: RunnerStart,
): Promise<BegunLaunch> {
  const [program = '', ...words] = argv;
  const file = openSync(runner_output, 'a', 0o600);
  try {
    const child = spawn(program, [...words, WHEN_READY], {
      detached,
      stdio: ['pipe', file, file],
      cwd: '/',
      // A process that the runner has begun to start is a copy of it, until it runs its own program.
      env: { ...cacheVariables(), ...environment, [MARK]: basename(directory) },
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    if (detached) child.unref();
    return begun(child);
  } finally {
    closeSync(file);
  }
}

function begun(child: ChildProcess): BegunLaunch {
  const { stdin: input } = child;
  const runner = identify(child.pid);
  // If it has ended already, readers of the build find out.
  input?.on('error', () => {});
  return {
    async submit() {
      await new Promise<void>((resolve) => input?.end('\n', () => resolve()));
      return { runner };
    },
    abandon() {
      input?.destroy();
      child.unref();
    },
  };
}

/** Where the compiled code of programs is kept (site/paths.ts). */
function cacheVariables(): NodeJS.ProcessEnv {
  const { HOME, XDG_CACHE_HOME } = process.env;
  return { HOME, XDG_CACHE_HOME };
}
