/**
 * Which files of a folder say what it needs, in the order of repo2docker:
 * https://repo2docker.readthedocs.io/en/latest/configuration/. Pure.
 */

import { isOtherLanguageList } from '../languages/others/index.js';

export interface LeftOut {
  path: string;
  /** Completes the sentence “… was left out: …”. */
  reason: string;
}

export interface Chosen {
  /** Where the lists are: empty for the folder itself, `binder/` or `.binder/`. */
  place: string;
  /** The file that has the packages; absent if only code can say what is needed. */
  list?: string;
  /** Files to read with it, or the notebooks and scripts. */
  others: string[];
  leftOut: LeftOut[];
}

/** Files with packages; only the first one that a folder has is read. Locks that repo2docker does not know come last. */
const LISTS = [
  'environment.yml',
  'environment.yaml',
  'pipfile.lock',
  'pipfile',
  'requirements.txt',
  'pyproject.toml',
  'setup.cfg',
  'setup.py',
  'pylock.toml',
  'uv.lock',
  'poetry.lock',
  'conda-lock.yml',
  'pixi.lock',
  'pixi.toml',
  'requirements.in',
];

/** Files that are read beside the list. */
const BESIDE = ['apt.txt', 'runtime.txt'];
const BESIDE_OF: Readonly<Record<string, readonly string[]>> = { 'requirements.txt': ['constraints.txt'] };

/** Files that mean something to repo2docker, and are not carried out for a kernel. */
const NOT_DONE: Readonly<Record<string, string>> = {
  postbuild: 'it is a script to run after the installation, which is not run for a kernel',
  start: 'it is a script to run before a session, which is not run for a kernel',
  dockerfile: 'it describes an image of a whole host',
  'default.nix': 'it describes an environment of Nix',
};

/** The directories of a folder that may have its lists: the folder itself, and those for them. */
export const placesOfLists: readonly string[] = ['', 'binder', '.binder'];

const CODE = /\.(?:ipynb|py)$/i;

/** What to read of the files with these paths. */
export function chooseFiles(paths: readonly string[]): Chosen {
  const place = ['binder/', '.binder/'].find((start) => paths.some((path) => path.startsWith(start))) ?? '';
  const here = filesIn(place, paths);
  const list = LISTS.map((name) => here.get(name)).find((path) => path !== undefined);
  const leftOut = [...notDone(here), ...elsewhere(place, paths)];
  if (list === undefined) return { place, others: [...beside('', here), ...codeIn(paths)], leftOut };
  const name = nameOf(list);
  const versionIsInList = name.startsWith('environment.');
  return {
    place,
    list,
    others: beside(name, here).filter((path) => !(versionIsInList && nameOf(path) === 'runtime.txt')),
    leftOut: [
      ...leftOut,
      ...LISTS.flatMap((other) => {
        const path = here.get(other);
        return path && path !== list ? [{ path, reason: `\`${list}\` has the packages` }] : [];
      }),
      ...(versionIsInList && here.has('runtime.txt')
        ? [{ path: here.get('runtime.txt') ?? '', reason: `\`${list}\` is where the version is read` }]
        : []),
    ],
  };
}

/** Whether a folder may have it as its list of packages. */
export function isList(path: string): boolean {
  return LISTS.includes(nameOf(path));
}

/** The files directly in a place, by their names in lower case. */
function filesIn(place: string, paths: readonly string[]): Map<string, string> {
  const direct = paths.filter((path) => path.startsWith(place) && !path.slice(place.length).includes('/'));
  return new Map(direct.map((path) => [nameOf(path), path]));
}

function beside(list: string, here: ReadonlyMap<string, string>): string[] {
  const known = [...(BESIDE_OF[list] ?? []), ...BESIDE].flatMap((name) => here.get(name) ?? []);
  const others = [...here.values()].filter((path) => isOtherLanguageList(path.replace(/^.*\//s, '')));
  return [...known, ...others.sort()];
}

function notDone(here: ReadonlyMap<string, string>): LeftOut[] {
  return Object.entries(NOT_DONE).flatMap(([name, reason]) => {
    const path = here.get(name);
    return path ? [{ path, reason }] : [];
  });
}

/** As in repo2docker, the lists of the folder itself do not count if it has one of the two directories for them. */
function elsewhere(place: string, paths: readonly string[]): LeftOut[] {
  if (place === '') return [];
  const others = ['', '.binder/'].filter((other) => other !== place);
  return others
    .flatMap((other) => [...filesIn(other, paths).values()])
    .filter((path) => isList(path) || BESIDE.includes(nameOf(path)))
    .map((path) => ({ path, reason: `\`${place}\` is where the lists are` }));
}

function codeIn(paths: readonly string[]): string[] {
  return paths.filter((path) => CODE.test(path) && nameOf(path) !== 'setup.py').sort();
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}
