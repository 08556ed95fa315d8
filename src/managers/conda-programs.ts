/** How conda, mamba and micromamba differ on the command line. */

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
