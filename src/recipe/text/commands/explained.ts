/** Programs in pasted commands that the request goes without, each with the reason. */
import { type CommandReader, passedOver, programOf } from './command.js';

const OWN = 'the app makes and activates the environment itself';
const ADMIN = 'system packages need an administrator; a module or a conda channel may have the program';
const NOT_RUN = 'only packages, channels, modules and variables are taken from commands';

/** A row: the programs, the words that may follow (any, if absent), and the reason. */
const EXPLAINED: readonly { programs: string; words?: RegExp; reason: string }[] = [
  {
    programs: 'apt apt-get aptitude yum dnf zypper pacman apk brew snap port nix-env emerge',
    words: /^(?:-|install|add|update|upgrade|search|in|remove|build-dep)/,
    reason: ADMIN,
  },
  {
    programs: 'conda mamba micromamba',
    words: /^(?:remove|uninstall)$/,
    reason: 'a new environment has no packages to remove',
  },
  {
    programs: 'conda mamba micromamba',
    words: /^(?:activate|deactivate|init|info|list|clean|env|config|search|shell|run|export|init|--version)$/,
    reason: OWN,
  },
  {
    programs: 'pip pip2 pip3',
    words: /^(?:uninstall|list|freeze|show|check|cache|config|download|wheel|--version|-V)$/,
    reason: NOT_RUN,
  },
  {
    programs: 'uv',
    words: /^(?:venv|init|sync|lock|run|python|self|tree|cache|export|build|--version)$/,
    reason: OWN,
  },
  {
    programs: 'pixi',
    words: /^(?:init|install|run|shell|shell-hook|list|update|project|info)$/,
    reason: OWN,
  },
  {
    programs: 'poetry pipenv pdm rye hatch',
    words: /^(?:init|new|install|sync|shell|run|lock|update|env|build|config|self|show)$/,
    reason: 'its file was not given: add `pyproject.toml` or the lock file',
  },
  { programs: 'source .', words: /./, reason: OWN },
  { programs: 'deactivate', reason: OWN },
  { programs: 'jupyter', words: /extension$/, reason: 'extensions belong to JupyterLab, not to a kernel' },
  { programs: 'jupyter ipython', words: /./, reason: 'the app registers the kernel itself' },
  {
    programs: 'wget curl',
    words: /./,
    reason: 'nothing is downloaded: the app has the package managers of the site',
  },
  {
    programs: 'bash sh zsh',
    words: /conda|mamba|\.sh$/i,
    reason: 'the app has the package managers of the site',
  },
  { programs: 'mkdir', words: /./, reason: 'the app makes the directory itself' },
  {
    programs:
      'cd pushd popd ls rm mv cp ln chmod cat echo touch tar unzip which exit clear eval unset alias set sleep nvidia-smi yes',
    words: /./,
    reason: NOT_RUN,
  },
  {
    programs:
      'cd pushd popd ls pwd exit clear yes nvidia-smi nproc hostname whoami history squeue sinfo htop',
    reason: NOT_RUN,
  },
  {
    programs: 'git',
    words: /^(?:clone|pull|checkout|submodule|lfs)$/,
    reason: 'repositories are not downloaded: give the package as `git+https://…`',
  },
  {
    programs: 'npm yarn pnpm cargo gem go',
    words: /^(?:install|i|add|get)$/,
    reason: 'its packages are not for a kernel',
  },
  {
    programs: 'spack',
    words: /^(?:load|install|env)$/,
    reason: 'use `module load`, if the site has it as a module',
  },
  { programs: 'docker podman singularity apptainer', words: /./, reason: 'kernels do not run in containers' },
  {
    programs: 'ssh scp rsync srun sbatch salloc qsub bsub',
    words: /./,
    reason: 'choose under *Build on* where the build runs',
  },
  { programs: 'make cmake ./configure', words: /./, reason: NOT_RUN },
];

interface Explained {
  words?: RegExp;
  reason: string;
}

const rows = new Map<string, Explained[]>();
for (const { programs, ...row } of EXPLAINED)
  for (const program of programs.split(' ')) rows.set(program, [...(rows.get(program) ?? []), row]);

/** Explains why a command of a known program is left out. */
export const readExplained: CommandReader = (words) => {
  const [, second = ''] = words;
  const found = rows
    .get(programOf(words).replace(/^(pip)[\d.]+$/, '$1'))
    ?.find((row) => (row.words ? second !== '' && row.words.test(second) : words.length === 1));
  return found && passedOver(words, found.reason);
};
