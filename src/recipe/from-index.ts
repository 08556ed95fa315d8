/** Takes from a package index what a recipe requests from conda. Pure. */
import { languageOf } from '../languages/index.js';
import { addingSource, sources } from '../sources/index.js';
import { PackageSpec } from '../sources/specs/package-spec.js';
import { isIndex } from './channels/channel.js';
import type { Recipe } from './recipe.js';

export interface FromIndex {
  recipe: Recipe;
  /** Packages with another name on the index. */
  renamed: { from: string; to: string }[];
  /** Packages that the index does not have. */
  absent: string[];
}

/** The recipe without channels, with the names that the index has, and one list of packages. */
export function fromIndex(recipe: Recipe): FromIndex {
  const { channelPackage } = languageOf(recipe).packages;
  const renamed: FromIndex['renamed'] = [];
  const absent: string[] = [];
  const packages = new Map(recipe.pip_packages.map((spec) => [nameOf(spec), spec]));
  const fromChannels = recipe.packages.flatMap((spec) => {
    const name = channelPackage && spec.name ? channelPackage.nameOnIndex(spec.name) : spec.name;
    if (name === undefined) {
      absent.push(spec.name);
      return [];
    }
    if (name !== spec.name) renamed.push({ from: spec.name, to: name });
    return [onIndex(spec, name)];
  });
  const added = new Map(fromChannels.map((spec) => [nameOf(spec), spec]));
  return {
    recipe: {
      ...recipe,
      manager: 'auto',
      source: addingSource(),
      channels: recipe.channels.filter(isIndex),
      packages: [...new Map([...added, ...packages]).values()],
      pip_packages: [],
    },
    renamed,
    absent,
  };
}

/** What differs from the recipe for conda, one sentence each. */
export function indexDifferences({ renamed, absent }: Pick<FromIndex, 'renamed' | 'absent'>): string[] {
  return [
    ...renamed.map(({ from, to }) => `\`${from}\` is \`${to}\` on the package index`),
    ...absent.map((name) => `\`${name}\` is left out: the package index does not have it`),
  ];
}

/** The same versions, without what only conda understands: a channel, a build, alternative versions. */
function onIndex(spec: PackageSpec, name: string): PackageSpec {
  const { channel, build, alternatives, text, ...parts } = spec;
  return new PackageSpec({ ...parts, name, constraint: alternatives ? [] : parts.constraint });
}

function nameOf({ name, text }: PackageSpec): string {
  return name ? sources[addingSource()].normalizeName(name) : text;
}
