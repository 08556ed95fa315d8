/** How conda, mamba and micromamba differ on the command line. */

import { CONNECT_SECONDS, READ_SECONDS, TRIES } from '../network-timeouts.js';

export type Family = 'conda' | 'mamba' | 'micromamba';

export interface CondaProgram {
  /** What `--version` prints. */
  version: RegExp;
  /** Whether the site may name an installer for it. */
  installer: boolean;
  /** Options of `create` that stop the user's settings from adding packages. */
  create: readonly string[];
  /** Variables that override the user's settings: no pins, no symbolic links to the cache, this host's platform. */
  variables: Readonly<Record<string, string>>;
  /** Variables that pin versions of packages, if these are installed. */
  pin(specs: readonly string[]): Record<string, string>;
  /** The words that print the settings that may still change what is installed. None of them holds a password. */
  show_settings: readonly string[];
  /** The words that print the exact packages with hashes, in a form that `create --file` reads. */
  lock(prefix: string): string[];
  /** It takes the platform of the host that it runs on only if a variable says so, which the plan cannot know. */
  needs_platform: boolean;
}

const mambaLock: CondaProgram['lock'] = (prefix) => ['env', 'export', '--explicit', '--prefix', prefix];

/** https://docs.conda.io/projects/conda/en/stable/configuration.html; conda 4.12 has all of them. */
const SHOWN = [
  ...[
    'channel_priority',
    'create_default_packages',
    'pinned_packages',
    'ignore_pinned',
    'disallowed_packages',
  ],
  ...['always_softlink', 'allow_softlinks', 'always_copy', 'subdir', 'override_channels_enabled', 'offline'],
];

/** Of mamba 2: https://mamba.readthedocs.io/en/latest/user_guide/configuration.html */
const showMambaSettings: CondaProgram['show_settings'] = [
  ...['config', 'list', '--all', '--sources', 'platform', 'channel_priority', 'pinned_packages'],
  ...['no_pin', 'always_softlink', 'allow_softlinks', 'always_copy', 'offline'],
];

/** mamba reads a .condarc too, but its variables have other names. */
const mambaVariables = {
  MAMBA_NO_PIN: 'true',
  MAMBA_ALWAYS_SOFTLINK: 'false',
  MAMBA_ALLOW_SOFTLINKS: 'false',
};

/** https://docs.conda.io/projects/conda/en/stable/user-guide/configuration/settings.html: `&` is between the entries. */
const pinConda: CondaProgram['pin'] = (specs) => ({
  CONDA_IGNORE_PINNED: 'false',
  CONDA_PINNED_PACKAGES: specs.join('&'),
});

const pinMamba: CondaProgram['pin'] = (specs) => ({
  MAMBA_NO_PIN: 'false',
  MAMBA_PINNED_PACKAGES: specs.join(','),
});

export const condaPrograms: Record<Family, CondaProgram> = {
  conda: {
    version: /^conda (\S+)/m,
    installer: true,
    create: ['--no-default-packages'],
    variables: {
      CONDA_IGNORE_PINNED: 'true',
      CONDA_ALWAYS_SOFTLINK: 'false',
      CONDA_ALLOW_SOFTLINKS: 'false',
      // Empty: this host's platform.
      CONDA_SUBDIR: '',
    },
    pin: pinConda,
    show_settings: ['config', '--show', ...SHOWN],
    lock: (prefix) => ['list', '--explicit', '--md5', '--prefix', prefix],
    needs_platform: false,
  },
  mamba: {
    version: /^(?:mamba )?(\d\S*)/m,
    installer: false,
    create: [],
    variables: mambaVariables,
    pin: pinMamba,
    show_settings: showMambaSettings,
    lock: mambaLock,
    needs_platform: true,
  },
  micromamba: {
    version: /^(?:micromamba )?(\d\S*)/m,
    installer: false,
    create: [],
    variables: mambaVariables,
    pin: pinMamba,
    show_settings: showMambaSettings,
    lock: mambaLock,
    needs_platform: true,
  },
};

/** mamba and micromamba read some of conda's settings under other names. */
export const condaTimeouts = {
  // https://docs.conda.io/projects/conda/en/stable/configuration.html
  CONDA_REMOTE_CONNECT_TIMEOUT_SECS: CONNECT_SECONDS,
  CONDA_REMOTE_READ_TIMEOUT_SECS: READ_SECONDS,
  CONDA_REMOTE_MAX_RETRIES: TRIES,
  MAMBA_REMOTE_CONNECT_TIMEOUT_SECS: CONNECT_SECONDS,
  MAMBA_REMOTE_READ_TIMEOUT_SECS: READ_SECONDS,
  MAMBA_REMOTE_MAX_RETRIES: TRIES,
};
