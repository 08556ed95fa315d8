/** What uv and venv share: the host's interpreters, requirements in pip's format, activation by `bin/activate`. */
import { collect, UserError } from '../../base/errors.js';
import { isVersion, minorVersion } from '../../base/version.js';
import { indexIn, isIndex, type PackageIndex } from '../../recipe/channels/channel.js';
import type { Recipe } from '../../recipe/recipe.js';
import { pypi } from '../../sources/pypi/index.js';
import type { Step } from '../../steps/plan.js';
import { quoteWord } from '../../steps/quote.js';
import { write } from '../../steps/step.js';
import type { EnvironmentPaths, EnvironmentPlan, EnvironmentRequest, Host } from '../manager.js';
import type { Interpreter } from '../program.js';
import { ownSettings } from './settings/own-settings.js';

/** The interpreters of the host, and those that it can download, in order of preference. */
export function candidatesOf({ interpreters, downloads }: Host): Interpreter[] {
  const { found, preferred } = downloads;
  return [...(preferred ? [preferred] : []), ...interpreters, ...found];
}

/** The minor versions that can be downloaded, newest first. */
export function downloadableVersions({ downloads }: Host): string[] {
  return [...new Set(downloads.found.map(({ version }) => minorVersion(version)))];
}

/** The first interpreter of the requested version. @throws UserError `language-version-missing`. */
export function chooseInterpreter(
  manager: string,
  recipe: Recipe,
  interpreters: readonly Interpreter[],
): Interpreter {
  const found = interpreters.find(({ version }) => isVersion(version, recipe.language_version));
  if (found) return found;
  throw new UserError(
    'language-version-missing',
    {
      language: 'Python',
      given: recipe.language_version,
      manager,
      found: [...new Set(interpreters.map(({ version }) => version))],
    },
    'language_version',
  );
}

/** The parts of a recipe that a manager which installs from package indexes only does not support. */
export function indexProblems(
  manager: string,
  recipe: Recipe,
  interpreters: readonly Interpreter[],
): UserError[] {
  const errors: UserError[] = [];
  collect(errors, () => chooseInterpreter(manager, recipe, interpreters));
  for (const channel of recipe.channels.filter((each) => !isIndex(each))) {
    errors.push(new UserError('channel-kind', { given: channel, manager }, 'channels'));
  }
  if (recipe.pip_packages.length > 0)
    errors.push(new UserError('pip-packages-need-conda', { manager }, 'pip_packages'));
  for (const spec of recipe.packages) collect(errors, () => pypi.renderSpec(spec, manager));
  return errors.map((error) => new UserError(error.code, error.facts, error.field ?? 'packages'));
}

/** The requested packages and the kernel package in pip's format, so that they are solved together. */
export function requirements(
  { language, packages, recipe }: EnvironmentRequest,
  manager: string,
  version: string,
): string {
  const lines = [
    ...(language.kernelPackages(version).pypi ?? []),
    ...packages.map((spec) => pypi.renderSpec(spec, manager)),
    // In the lock too, so that it can be built again.
    ...recipe.build_packages.map(({ text }) => text),
  ];
  return `${[...new Set(lines)].join('\n')}\n`;
}

export function requirementsStep(request: EnvironmentRequest, manager: string, version: string): Step {
  const count = request.packages.length;
  const title = `Write the requirements: ${count} ${count === 1 ? 'package' : 'packages'} and the kernel package`;
  const step = { id: 'write-requirements', phase: 'install', title } as const;
  return write(step, requirementsPath(request.paths), requirements(request, manager, version));
}

export function requirementsPath(paths: { staging: string }): string {
  return `${paths.staging}/requirements.txt`;
}

/** Variables for pip: its cache, and that neither the user's settings nor ~/.local change where it installs. */
export function pipSettings(paths: Pick<EnvironmentPaths, 'caches' | 'staging'>): Record<string, string> {
  return {
    ...ownSettings('pip', paths),
    PIP_CACHE_DIR: `${paths.caches}/pip`,
    PIP_PROGRESS_BAR: 'off',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    PIP_USER: '0',
    PIP_REQUIRE_VIRTUALENV: '0',
    PIP_NO_INDEX: '0',
    ...pythonSettings,
  };
}

/** For every tool that is written in Python: its output is not buffered, and it does not use ~/.local. */
export const pythonSettings = { PYTHONNOUSERSITE: '1', PYTHONUNBUFFERED: '1' } as const;

/** Options that name the package indexes: the recipe's, or the site's if it names none that takes their place. */
export function indexOptions(recipe: Pick<Recipe, 'channels'>, { indexes }: Pick<Host, 'indexes'>): string[] {
  const { extra, links } = indexesOf(recipe);
  return [
    ...mainIndexOptions(recipe, { indexes }),
    ...extra.flatMap((url) => ['--extra-index-url', url]),
    ...links.flatMap((url) => ['--find-links', url]),
  ];
}

/** Options without what the recipe only adds, for a tool that the recipe does not ask for. */
export function mainIndexOptions(
  recipe: Pick<Recipe, 'channels'>,
  { indexes }: Pick<Host, 'indexes'>,
): string[] {
  const { main } = indexesOf(recipe);
  return indexUrlOptions(main.length > 0 ? main : indexes);
}

/** The recipe's package indexes by their roles. */
export function indexesOf({ channels }: Pick<Recipe, 'channels'>): Record<PackageIndex['role'], string[]> {
  const all = channels.flatMap((channel) => indexIn(channel) ?? []);
  const urls = (wanted: PackageIndex['role']) =>
    all.filter(({ role }) => role === wanted).map(({ url }) => url);
  return { main: urls('main'), extra: urls('extra'), links: urls('links') };
}

/** Options of pip and uv that name these package indexes; empty without an index. */
export function indexUrlOptions([first, ...more]: readonly string[]): string[] {
  return first ? ['--index-url', first, ...more.flatMap((url) => ['--extra-index-url', url])] : [];
}

/** Both uv and venv write the same kind of `bin/activate`. */
export function activateScript(prefix: string): EnvironmentPlan['activate'] {
  return {
    kind: 'environment',
    lines: [`. ${quoteWord(prefix)}/bin/activate`],
    expect: { variable: 'VIRTUAL_ENV', value: prefix },
  };
}
