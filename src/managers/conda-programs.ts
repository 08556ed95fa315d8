/** How conda, mamba and micromamba differ on the command line. */

import { CONNECT_SECONDS, READ_SECONDS, TRIES } from './patience.js';

export type Family = 'conda' | 'mamba' | 'micromamba';

export interface CondaProgram {
  /** What `--version` prints. */
  version: RegExp;
  /** Whether an installer that the site names gives it. */
  installer: boolean;
  /** Prints the exact packages with hashes, in a form that `create --file` takes back. */
  lock(program: string, prefix: string): string[];
}

const mambaLock: CondaProgram['lock'] = (program, prefix) => [
  program,
  'env',
  'export',
  '--explicit',
  '--prefix',
  prefix,
];

export const condaPrograms: Record<Family, CondaProgram> = {
  conda: {
    version: /^conda (\S+)/m,
    installer: true,
    lock: (program, prefix) => [program, 'list', '--explicit', '--md5', '--prefix', prefix],
  },
  mamba: { version: /^(?:mamba )?(\d\S*)/m, installer: false, lock: mambaLock },
  micromamba: {
    version: /^(?:micromamba )?(\d\S*)/m,
    installer: false,

    lock: mambaLock,
  },
};

/** mamba and micromamba read some of conda's settings under names of their own. */
export const condaPatience = {
  // https://docs.conda.io/projects/conda/en/stable/configuration.html
  CONDA_REMOTE_CONNECT_TIMEOUT_SECS: CONNECT_SECONDS,
  CONDA_REMOTE_READ_TIMEOUT_SECS: READ_SECONDS,
  CONDA_REMOTE_MAX_RETRIES: TRIES,
  MAMBA_REMOTE_CONNECT_TIMEOUT_SECS: CONNECT_SECONDS,
  MAMBA_REMOTE_READ_TIMEOUT_SECS: READ_SECONDS,
  MAMBA_REMOTE_MAX_RETRIES: TRIES,
};
