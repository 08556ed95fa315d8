/** What a recipe is read from on the command line, besides the options of single fields. */
import type { CommandArgument, CommandOption } from '../command.js';

export const nameArgument: CommandArgument = {
  name: 'NAME',
  description: 'the name in the launcher; any text',
  takes: 'none or one',
  completed: [],
};

export const packageArgument: CommandArgument = {
  name: 'PACKAGE',
  description:
    'packages such as `numpy` or `pandas>=2`, commands, an error message, a URL, the path of a file or a folder, or `-` for standard input',
  takes: 'any number',
};

export const fileOption: CommandOption = {
  flag: '--file',
  value: 'FILE',
  description:
    'a file such as `environment.yml`, `requirements.txt`, a lock or a notebook, or a folder with such files, a zip archive of one, or the URL of a file or a repository on a host that the site allows; other options override it',
};

export const likeOption: CommandOption = {
  flag: '--like',
  value: 'KERNEL',
  description:
    'start with the packages of one of your kernels (see `list`), at its versions; packages that you name are added, or replace them',
};

export const fromRecipeOption: CommandOption = {
  flag: '--from-recipe',
  value: 'NAME',
  description: 'start from one of your saved recipes (see `recipes`); packages that you name are added',
};

export const fromIndexOption: CommandOption = {
  flag: '--from-index',
  description:
    'take conda packages from the package index instead, under their names there, if the site has no package manager for conda channels',
};

export const acceptGuessesOption: CommandOption = {
  flag: '--accept-guesses',
  description: 'install packages that are guessed from the name of an import',
};

export const withServersOption: CommandOption = {
  flag: '--with-servers',
  description:
    'install Jupyter servers that the texts name, such as `jupyterlab`, which a kernel does not need',
};

export const chooseOption: CommandOption = {
  flag: '--choose',
  value: 'LINE=CHOICE',
  many: true,
  description:
    'what to do about a line that cannot be used: leave-out, by-name, relax or instead, as the problem offers',
};

/** A preset, and the variables that the user accepts. */
export const presetOptions = [
  {
    flag: '--preset',
    value: 'ID',
    description: 'a recipe of the site to start from; it may set fields that cannot be changed',
  },
  {
    flag: '--agree',
    value: 'VARIABLE',
    many: true,
    description: 'accept the terms of the preset, such as a licence',
  },
] as const satisfies readonly CommandOption[];

/** What a recipe is read from, besides the arguments and its own fields. */
export const inputOptions: readonly CommandOption[] = [
  ...presetOptions,
  likeOption,
  fromRecipeOption,
  fileOption,
  fromIndexOption,
  chooseOption,
  withServersOption,
];
