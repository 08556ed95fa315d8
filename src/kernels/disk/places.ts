/** What takes space on disk, and which part of it can go safely. */
import { basename, join } from 'node:path';
import { namesInDirectory } from '../../base/files.js';
import { inPieces } from '../../base/pieces.js';
import { buildsDirectory } from '../../builds/build-directory.js';
import { usesOf } from '../../builds/holding/processes/use.js';
import { isSilent } from '../../site/locations.js';
import type { Site } from '../../site/site.js';
import { moveInterpreterAside, ownInterpreters } from '../../site/tools/unfinished-downloads.js';
import { interpreterKind } from '../../sources/runtime/interpreter.js';
import { answeringLocations, homesWithoutKernel } from '../find-home.js';
import { type Generation, listGenerations } from '../history/generations.js';
import { sortGenerations } from '../history/prune-rule.js';
import { type Kernel, listKernels } from '../kernelspec.js';
import { waitingTrash } from '../removal/trash.js';
import { keptEnvironments, moveKeptAside } from '../requests/preview/kept-environments.js';
import {
  downloadedInterpreters,
  interpreterNames,
  linksTo,
  unusedInterpreters,
} from './unused-interpreters.js';

export type DiskSite = Pick<Site, 'config' | 'data_root' | 'locations' | 'jupyter_data' | 'central'>;

/** A kind of things on disk. */
export interface DiskPlace {
  title: string;
  /** What it is, and what happens if it is removed. */
  about: string;
  paths(site: DiskSite, kernels: KernelsOnDisk): Promise<string[]>;
  /** Those that can be removed safely; absent if nothing of it can. */
  removable?(site: DiskSite, kernels: KernelsOnDisk): Promise<string[]>;
  /** The names for people of what `removable` has found, or else of all paths. */
  names?(paths: readonly string[]): string[];
  /** Builds may write it while they run. */
  builds?: true;
  /** For what a build must not find half deleted: returns the path that it then has. */
  moveAside?(path: string): string;
}

/** What the launcher has, listed once for all places. */
export interface KernelsOnDisk {
  all: readonly Kernel[];
  /** Those of this app, in locations that answer. */
  own: readonly Kernel[];
  /** Of each of these. */
  generations: readonly (readonly Generation[])[];
}

export async function kernelsOnDisk(site: DiskSite): Promise<KernelsOnDisk> {
  const all = await listKernels(site);
  const own = all.filter(({ owner, origin }) => owner === 'ours' && origin && !isSilent(origin.prefix, site));
  return { all, own, generations: await inPieces(own, (kernel) => listGenerations(kernel)) };
}

const caches = async ({ locations }: DiskSite) =>
  answeringLocations(locations).map((path) => join(path, '.package-cache'));

const previewed = async ({ data_root }: DiskSite) => keptEnvironments(data_root);

const copies = async ({ data_root }: DiskSite) => [join(data_root, 'notebook-copies')];

/** In the order of the page. A new place is an entry here. */
export const diskPlaces: Readonly<Record<string, DiskPlace>> = {
  kernels: {
    title: 'Kernels',
    about: 'the environment of each kernel that the launcher starts. Remove kernels that you no longer need',
    paths: async (_, { own }) => own.map(({ origin }) => origin?.prefix ?? ''),
  },
  generations: {
    title: 'Other generations',
    about: 'older environments of your kernels. Pinned ones, those in use and the newest ones are kept',
    paths: async (_, { generations }) =>
      generations.flat().flatMap(({ published, prefix }) => (published ? [] : [prefix])),
    removable: async (site, kernels) => (await prunable(site, kernels)).flatMap(({ prefixes }) => prefixes),
  },
  'without-kernel': {
    title: 'Environments without a kernel',
    about:
      'kept for inspection after a failed build, or something else has deleted their kernelspec: then the command create-kernel restore brings the kernel back',
    paths: async (site, { all }) => homesWithoutKernel(all, site),
    names: (homes) => homes.map((home) => basename(home)),
  },
  caches: {
    title: 'Package caches',
    about: 'downloaded packages. Kernels keep theirs; the next build downloads what it needs again',
    paths: caches,
    removable: caches,
    builds: true,
  },
  previews: {
    title: 'Environments for previews',
    about:
      'pip uses them to find what it would install. Each is removed a month after its last use; the next preview makes it again',
    paths: previewed,
    removable: previewed,
    moveAside: moveKeptAside,
  },
  trash: {
    title: 'Removed kernels',
    about: 'their environments, until they are deleted. Removals that can still be undone are kept',
    async paths(site) {
      const { over, kept } = waitingTrash(site);
      return [...over, ...kept];
    },
    removable: async (site) => waitingTrash(site).over,
  },
  'notebook-copies': {
    title: 'Copies of notebooks',
    about: 'copies of notebooks from before a kernel was renamed',
    paths: copies,
    removable: copies,
  },
  logs: {
    title: 'Builds',
    about: 'their recipes and logs. Each build is deleted some time after its end',
    paths: async ({ data_root }) => [buildsDirectory(data_root)],
  },
  pythons: {
    title: `Downloaded ${interpreterKind.label} versions`,
    about:
      'versions that this host does not have. Those that no kernel needs can be removed; a build downloads them again',
    paths: async (site) => downloadedInterpreters(site),
    async removable(site, { own }) {
      const unused = unusedInterpreters(site, own);
      return [...linksTo(unused), ...unused];
    },
    names: interpreterNames,
    builds: true,
    moveAside: moveInterpreterAside,
  },
  tools: {
    title: 'Programs and helpers',
    about: 'what your kernels or the next builds need, such as uv and the app’s own Python environments',
    paths: async ({ data_root }) =>
      namesInDirectory(join(data_root, 'tools'))
        .map((name) => join(data_root, 'tools', name))
        .filter((path) => path !== ownInterpreters(data_root)),
  },
};

/** The kernels with generations that pruning would delete. */
export async function prunable(
  site: DiskSite,
  { own, generations }: KernelsOnDisk,
): Promise<{ kernel: Kernel; prefixes: string[] }[]> {
  const uses = await usesOf(
    generations.flat().map(({ prefix }) => prefix),
    site,
  );
  const keep = site.config.retention.generations - 1;
  return own.flatMap((kernel, at) => {
    if (kernel.origin?.frozen) return [];
    const { pruned } = sortGenerations(generations[at] ?? [], uses, keep);
    return pruned.length > 0 ? [{ kernel, prefixes: pruned.map(({ prefix }) => prefix) }] : [];
  });
}
