/** The options of a recipe's fields and of its job, and the argument or option of each field, for messages. */
import { languages } from '../../languages/index.js';
import { managers } from '../../managers/index.js';
import { addedField } from '../../recipe/package-fields.js';
import type { RecipeField } from '../../recipe/recipe.js';
import type { ResourceField } from '../../site/resources.js';
import type { CommandOption } from '../command.js';
import { nameArgument, packageArgument } from './input-options.js';

export interface RecipeOption extends CommandOption {
  field: RecipeField;
  /** The value is the path of a file with the text. */
  file?: true;
}

const languageIds = Object.keys(languages);
const managerIds = ['auto', ...Object.keys(managers)];

export const recipeOptions: readonly RecipeOption[] = [
  {
    flag: '--language',
    value: 'ID',
    completed: languageIds,
    field: 'language',
    description: `the language: ${languageIds.join(', ')}`,
  },
  {
    flag: '--language-version',
    value: 'VERSION',
    field: 'language_version',
    description: 'such as 3.11; by default the newest that the packages support',
  },
  {
    flag: '--manager',
    value: 'ID',
    completed: managerIds,
    field: 'manager',
    description: `the package manager: ${managerIds.join(', ')}`,
  },
  {
    flag: '--source',
    value: 'ID',
    field: 'source',
    description:
      'where `auto` takes the packages from: pypi or conda; by default, the one that the packages need',
  },
  {
    flag: '--channel',
    value: 'CHANNEL',
    many: true,
    field: 'channels',
    description:
      'a conda channel, used before the site’s (`nodefaults` leaves those out), or the URL of a package index; most important first',
  },
  {
    flag: '--pip',
    value: 'PACKAGE',
    many: true,
    field: addedField,
    description: 'a package that pip adds to a conda environment',
  },
  {
    flag: '--build-constraint',
    value: 'PACKAGE',
    many: true,
    field: 'build_constraints',
    description:
      'a limit for the version of a tool that builds packages from source, such as `setuptools<82`',
  },
  {
    flag: '--build-package',
    value: 'PACKAGE',
    many: true,
    field: 'build_packages',
    description:
      'a package to install first, because others need it while they are built from source; these builds are not isolated',
  },
  {
    flag: '--module',
    value: 'MODULE',
    many: true,
    field: 'modules',
    description: 'an environment module to load, in this order',
  },
  {
    flag: '--variable',
    value: 'NAME[=VALUE]',
    many: true,
    field: 'install_variables',
    description:
      'a variable during the build; NAME alone takes the value from the environment, so that `ps` does not show it',
  },
  {
    flag: '--kernel-variable',
    value: 'NAME[=VALUE]',
    many: true,
    field: 'kernel_variables',
    description: 'a variable of the kernel; NAME alone takes the value from the environment',
  },
  {
    flag: '--lock',
    value: 'FILE',
    file: true,
    field: 'lock',
    description: 'a lock with a hash for each package, to install exactly these versions',
  },
  {
    flag: '--location',
    value: 'LOCATION',
    field: 'location',
    description: 'where the environment is made: the id or the directory of a location of the site',
  },
  {
    flag: '--build-on',
    value: 'CLUSTER',
    field: 'build_on',
    description: 'the cluster that runs the build, or `local` for this host; by default the site’s choice',
  },
  {
    flag: '--display-name',
    value: 'TEXT',
    field: 'display_name',
    description: 'the label in the launcher; by default the name as typed',
  },
  {
    flag: '--import',
    value: 'MODULE',
    many: true,
    field: 'imports',
    description: 'a module that the new kernel has to import, in addition to those of its packages',
  },
  {
    flag: '--smoke',
    value: 'FILE',
    file: true,
    field: 'smoke_code',
    description: 'a smoke test: code that has to run before the kernel is published',
  },
  {
    flag: '--run-notebook',
    value: 'FILE',
    file: true,
    field: 'notebook',
    description:
      'a notebook that has to run in the new kernel, in an empty directory, before the kernel is published',
  },
  {
    flag: '--notebook-minutes',
    value: 'MINUTES',
    field: 'notebook_minutes',
    description: 'the time limit of `--run-notebook`; by default the site’s',
  },
  {
    flag: '--notebook-failure',
    value: 'accept',
    completed: ['accept'],
    field: 'notebook_failure',
    description: 'publish the kernel even if the notebook fails',
  },
];

interface JobOption extends CommandOption {
  field: ResourceField;
}

/** The resources of a cluster job. The site has a default for each. */
export const jobOptions: readonly JobOption[] = [
  { flag: '--queue', value: 'NAME', field: 'job_queue', description: 'the queue or partition of the job' },
  {
    flag: '--account',
    value: 'NAME',
    field: 'job_account',
    description: 'the account that the job is charged to',
  },
  { flag: '--hours', value: 'HOURS', field: 'job_hours', description: 'the time limit of the job' },
  { flag: '--cores', value: 'COUNT', field: 'job_cores', description: 'the number of cores of the job' },
  { flag: '--memory', value: 'GIGABYTES', field: 'job_memory', description: 'the memory of the job' },
];

/** The arguments and options by field, for messages. */
const options: Partial<Record<RecipeField | ResourceField, string>> = {
  name: nameArgument.name,
  packages: packageArgument.name,
  ...Object.fromEntries([...recipeOptions, ...jobOptions].map(({ field, flag }) => [field, flag])),
};

/** `PACKAGE` for `packages`, `--pip` for what pip adds; undefined for other fields. */
export function optionFor(field: string): string | undefined {
  return options[field as RecipeField];
}
