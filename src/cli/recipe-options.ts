/** How a recipe is given on the command line, as data: the options of `create` and `plan`, and the fields they fill. */
import { languages } from '../languages/index.js';
import { managers } from '../managers/index.js';
import type { RecipeField } from '../recipe/recipe.js';
import type { ResourceField } from '../site/resources.js';
import type { CommandArgument, CommandOption } from './command.js';

export const nameArgument: CommandArgument = {
  name: 'NAME',
  description: 'what to look for in the launcher; any text will do',
  takes: 'none or one',
};

export const packageArgument: CommandArgument = {
  name: 'PACKAGE',
  description: 'packages to install, such as `numpy` or `pandas>=2`',
  takes: 'any number',
};

export const fileOption: CommandOption = {
  flag: '--file',
  value: 'FILE',
  description: 'a recipe, an environment.yml or a requirements.txt; what else is given goes before it',
};

/** A recipe of the site's to begin with, and the variables of it that are accepted. */
export const presetOptions = [
  {
    flag: '--preset',
    value: 'ID',
    description: 'a recipe of the site’s; packages are added to it, and it may keep fields as they are',
  },
  {
    flag: '--agree',
    value: 'VARIABLE',
    many: true,
    description: 'accept what the preset asks for, such as a licence',
  },
] as const satisfies readonly CommandOption[];

export interface RecipeOption extends CommandOption {
  field: RecipeField;
  /** Its value names the file that holds the text. */
  file?: true;
}

const ids = (registry: object) => Object.keys(registry).join(', ');

export const recipeOptions: readonly RecipeOption[] = [
  { flag: '--language', value: 'ID', field: 'language', description: `one of: ${ids(languages)}` },
  {
    flag: '--language-version',
    value: 'VERSION',
    field: 'language_version',
    description: 'such as 3.11; the newest that suits, unless given',
  },
  { flag: '--manager', value: 'ID', field: 'manager', description: `one of: auto, ${ids(managers)}` },
  {
    flag: '--channel',
    value: 'CHANNEL',
    many: true,
    field: 'channels',
    description: 'a conda channel or the address of a package index, most important first',
  },
  {
    flag: '--pip',
    value: 'PACKAGE',
    many: true,
    field: 'pip_packages',
    description: 'a package that pip adds to a conda environment',
  },
  {
    flag: '--module',
    value: 'MODULE',
    many: true,
    field: 'modules',
    description: 'an environment module to load first',
  },
  {
    flag: '--variable',
    value: 'NAME[=VALUE]',
    many: true,
    field: 'install_variables',
    description:
      'a variable to set while installing; NAME alone takes its value from the environment, unseen by `ps`',
  },
  {
    flag: '--kernel-variable',
    value: 'NAME[=VALUE]',
    many: true,
    field: 'kernel_variables',
    description: 'a variable to set in the kernel; NAME alone takes its value from the environment',
  },
  {
    flag: '--location',
    value: 'PLACE',
    field: 'location',
    description: 'where the environment is made: a location of the site, by id or directory',
  },
  {
    flag: '--build-on',
    value: 'PLACE',
    field: 'build_on',
    description: 'where it is built: `local` for this host, or a cluster; the site’s choice, unless given',
  },
  {
    flag: '--display-name',
    value: 'TEXT',
    field: 'display_name',
    description: 'what the launcher shows; the name as typed, unless given',
  },
  {
    flag: '--smoke',
    value: 'FILE',
    file: true,
    field: 'smoke_code',
    description: 'code that must run in the new kernel before it is published',
  },
];

interface JobOption extends CommandOption {
  field: ResourceField;
}

/** What a job of a cluster asks for; each has a default of the site's. */
export const jobOptions: readonly JobOption[] = [
  { flag: '--queue', value: 'NAME', field: 'job_queue', description: 'the queue or partition of the job' },
  {
    flag: '--account',
    value: 'NAME',
    field: 'job_account',
    description: 'the account that it is charged to',
  },
  { flag: '--hours', value: 'HOURS', field: 'job_hours', description: 'how long the job may take' },
  { flag: '--cores', value: 'COUNT', field: 'job_cores', description: 'processor cores of the job' },
  { flag: '--memory', value: 'GIGABYTES', field: 'job_memory', description: 'memory of the job' },
];

/** The fields as they are given here, for messages. */
const places: Partial<Record<RecipeField | ResourceField, string>> = {
  name: nameArgument.name,
  packages: packageArgument.name,
  ...Object.fromEntries([...recipeOptions, ...jobOptions].map(({ field, flag }) => [field, flag])),
};

/** `PACKAGE` for `packages`, `--pip` for `pip_packages`; nothing for what is no field of a recipe. */
export function placeOf(field: string): string | undefined {
  return places[field as RecipeField];
}
