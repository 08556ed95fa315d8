/** What each directory that a build writes is used for, and how to move it. */

export interface DirectoryUse {
  /** Completes “which holds …”. */
  holds: string;
  /** Completes “Remove what you no longer need there, or …”. */
  move: string;
}

/** Where the tools of a build on this host make their temporary files. */
export function temporaryDirectory({ TMPDIR }: Readonly<Record<string, string>>): string {
  return TMPDIR || '/tmp';
}

export const directoryUses = {
  environments: { holds: 'the environments of this location', move: 'choose another location' },
  data: {
    holds: 'the builds and logs of Create Kernel',
    move: 'ask the site’s administrator to set `data_root`',
  },
  kernels: { holds: 'your kernelspecs', move: 'ask the site’s administrator to set `jupyter_data`' },
  temporary: {
    holds: 'the temporary files of the tools',
    move: 'ask the site’s administrator to set `TMPDIR` in the setting `environment`',
  },
} as const satisfies Record<string, DirectoryUse>;
