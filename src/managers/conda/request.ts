/** What every manager of conda packages takes from a recipe and a request. Pure. */
import { collect, UserError } from '../../base/errors.js';
import { isVersion } from '../../base/version.js';
import { kernelPackageName, type Language } from '../../languages/language.js';
import { condaChannels } from '../../recipe/channels/channel.js';
import type { Recipe } from '../../recipe/recipe.js';
import { conda as condaSource } from '../../sources/conda/index.js';
import { pypi } from '../../sources/pypi/index.js';
import type { Step } from '../../steps/plan.js';
import { command } from '../../steps/step.js';
import { lockedPackages } from '../locked-packages.js';
import type { CachedIn, Earlier, EnvironmentRequest, Host } from '../manager.js';
import { CONSTRAINING_PIP, hasBuildOptions } from '../pypi/source-builds.js';
import { replacedByPip } from './index-packages/pip-packages.js';

/** The parts of a recipe that it does not support. */
export function problems(manager: string, recipe: Recipe, host: Host): UserError[] {
  const errors: UserError[] = [];
  if (channelsOf(recipe, host).length === 0) errors.push(new UserError('channels-missing', {}, 'channels'));
  for (const spec of recipe.packages) collect(errors, () => condaSource.renderSpec(spec));
  const pipErrors: UserError[] = [];
  for (const spec of recipe.pip_packages)
    collect(pipErrors, () => pypi.renderSpec(spec, `pip in ${manager}`));
  if (hasBuildOptions(recipe) && recipe.pip_packages.length === 0)
    errors.push(new UserError('build-options-unused', { manager }, 'build_constraints'));
  const at = (field: string) => (error: UserError) =>
    new UserError(error.code, error.facts, error.field ?? field);
  return [...errors.map(at('packages')), ...pipErrors.map(at('pip_packages'))];
}

/** What the user should know before the build. */
export function warnings(request: EnvironmentRequest): UserError[] {
  return [...longPrefix(request.paths.prefix), ...replacedByPip(request)];
}

/**
 * A binary file of a package has room for a path of at most 255 bytes, or 80 in packages built before 2017, and the first
 * line of a script for 127: https://docs.conda.io/projects/conda-build/en/stable/resources/make-relocatable.html
 */
const LONG_PREFIX = 200;

function longPrefix(prefix: string): UserError[] {
  const bytes = Buffer.byteLength(prefix);
  return bytes > LONG_PREFIX
    ? [new UserError('prefix-long', { prefix, bytes, most: LONG_PREFIX }, 'location')]
    : [];
}

/** The interpreter, the kernel package and the requested packages, which are solved together. */
export function specsOf({ recipe, language, packages }: EnvironmentRequest): string[] {
  const kernel = kernelSpecs(recipe, language);
  return [...new Set([...kernel, ...packages.map(condaSource.renderSpec)])];
}

/** With a pip that can do what the recipe says about builds from source. */
function kernelSpecs(recipe: Recipe, language: Language): string[] {
  const specs = language.kernelPackages(recipe.language_version).conda ?? [];
  return specs.map((text) => (text === 'pip' && hasBuildOptions(recipe) ? `pip>=${CONSTRAINING_PIP}` : text));
}

/** Specs that keep the versions of an earlier environment. */
export interface KeepingSpecs {
  specs: string[];
  /** Versions of packages that are not asked for: they hold only for those that are installed. */
  pins: string[];
}

/** The same as `specsOf`, with the earlier version of each package that does not have to change. */
export function keepingSpecsOf(request: EnvironmentRequest): KeepingSpecs {
  const { recipe, language, packages, earlier } = request;
  if (!earlier) return { specs: specsOf(request), pins: [] };
  const kept = keptVersions(earlier);
  const exact = (name: string) => `${name}==${kept.get(name)}`;
  const kernel = kernelSpecs(recipe, language).map((text) => {
    const name = kernelPackageName(text);
    const isKept = isVersion(kept.get(name) ?? '', /=+([\w.]+)$/.exec(text)?.[1] ?? '');
    return { name, text: kept.has(name) && isKept ? exact(name) : text };
  });
  const asked = packages.map((spec) => {
    const name = condaSource.normalizeName(spec.name);
    const channel = spec.channel ? `${spec.channel}::` : '';
    return { name, text: kept.has(name) ? channel + exact(name) : condaSource.renderSpec(spec) };
  });
  const all = [...kernel, ...asked];
  const names = new Set(all.map(({ name }) => name));
  return {
    specs: [...new Set(all.map(({ text }) => text))],
    pins: [...kept.keys()].filter((name) => !names.has(name)).map(exact),
  };
}

/** The versions by name, except of packages that are requested in another version. */
function keptVersions({ upgrade, changed, ...locked }: Earlier): Map<string, string> {
  const free = new Set([...upgrade, ...changed].map(condaSource.normalizeName));
  const packages = lockedPackages(locked).filter(({ source, name }) => source === 'conda' && !free.has(name));
  return new Map(packages.map(({ name, version }) => [name, version]));
}

/** The title of the step that solves and installs them. */
export function createTitle({ packages: { length }, language }: EnvironmentRequest): string {
  const requested = length === 0 ? '' : ` and ${length} ${length === 1 ? 'package' : 'packages'}`;
  return `Find compatible versions, and install ${language.label}${requested}`;
}

/** The channels to solve with, in order. */
export function channelsOf(recipe: Recipe, { channels }: Host): readonly string[] {
  return condaChannels(recipe.channels, channels);
}

/** The user's package cache, which all of them share. */
export function cacheOf({ paths }: Pick<EnvironmentRequest, 'paths'>): string {
  return `${paths.caches}/conda`;
}

/** Where they find unpacked packages: in the user's cache, then in those of the site. */
export function cachedIn(request: Pick<EnvironmentRequest, 'paths' | 'host'>): CachedIn {
  return { layout: 'conda', cache: cacheOf(request), shared: request.host.conda_package_caches };
}

/** A manager may exit with status 0 although it made no environment. */
export function checkSteps({ language, paths }: EnvironmentRequest): Step[] {
  const title = `Check that ${language.label} is installed`;
  return [
    command({ id: 'check-environment', phase: 'create', title, tool: 'test' }, [
      'test',
      '-x',
      language.argv(paths.prefix, '')[0] ?? '',
    ]),
  ];
}
