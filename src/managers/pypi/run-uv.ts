/** How uv is run: by which managers, with which variables and indexes. Pure. */
import type { Recipe } from '../../recipe/recipe.js';
import type { EnvironmentPaths, Host } from '../manager.js';
import { canInstallUv } from './get-uv.js';
import { indexesOf, indexOptions } from './pypi.js';
import { ownSettings } from './settings/own-settings.js';

/** Whether another manager may leave a part of its work to uv. */
export function hasUv(host: Host): boolean {
  return !host.disabled.includes('uv') && (Boolean(host.programs.uv) || canInstallUv(host));
}

/**
 * By default, uv takes all versions of a package from the first index that has it. pip compares those of all indexes,
 * which is what the authors of files with an extra index have seen: https://docs.astral.sh/uv/concepts/indexes/
 */
export function uvIndexOptions(recipe: Recipe, host: Host): string[] {
  const compare = indexesOf(recipe).extra.length > 0 ? ['--index-strategy', 'unsafe-best-match'] : [];
  return [...indexOptions(recipe, host), ...compare];
}

/** Variables for uv: its cache, and that the user's settings do not change where it installs. */
export function uvVariables(paths: EnvironmentPaths): Record<string, string> {
  return {
    ...ownSettings('uv', paths),
    UV_CACHE_DIR: `${paths.caches}/uv`,
    UV_PYTHON_DOWNLOADS: 'never',
    UV_NO_PROGRESS: '1',
  };
}
