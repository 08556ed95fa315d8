/** Starts the runner as a process of this host. */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { identify, type ProcessIdentity } from '../holding/processes/process-identity.js';

interface Start {
  argv: readonly string[];
  environment: Record<string, string>;
  /** The file for what the process prints. */
  output: string;
  /** In a separate session, which outlives this process. */
  detached: boolean;
}

/** The process, which has started. @throws the system's error if it cannot be started. */
export async function startRunner({ argv, environment, output, detached }: Start): Promise<ProcessIdentity> {
  const [program = '', ...words] = argv;
  const file = openSync(output, 'a', 0o600);
  try {
    const child = spawn(program, words, {
      detached,
      stdio: ['ignore', file, file],
      cwd: '/',
      env: { ...cacheVariables(), ...environment },
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    if (detached) child.unref();
    return identify(child.pid);
  } finally {
    closeSync(file);
  }
}

/** Where the compiled code of programs is kept (site/paths.ts). */
function cacheVariables(): NodeJS.ProcessEnv {
  const { HOME, XDG_CACHE_HOME } = process.env;
  return { HOME, XDG_CACHE_HOME };
}
