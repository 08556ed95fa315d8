/** How conda, mamba and micromamba differ on the command line. */

export type Family = 'conda' | 'mamba' | 'micromamba';

export interface CondaProgram {
  /** Whether an installer that the site names gives it. */
  installer: boolean;
  /** Prints bash that activates a prefix. */
  activate(program: string, prefix: string): string[];
  /** Prints the exact packages with hashes, in a form that `create --file` takes back. */
  lock(program: string, prefix: string): string[];
}

const mambaActivate: CondaProgram['activate'] = (program, prefix) => [
  program,
  'shell',
  'activate',
  '--shell',
  'bash',
  '--prefix',
  prefix,
];
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
    installer: true,
    activate: (program, prefix) => [program, 'shell.posix', 'activate', prefix],
    lock: (program, prefix) => [program, 'list', '--explicit', '--md5', '--prefix', prefix],
  },
  mamba: { installer: false, activate: mambaActivate, lock: mambaLock },
  micromamba: { installer: false, activate: mambaActivate, lock: mambaLock },
};
