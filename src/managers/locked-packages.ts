/** The packages that the lock files of an environment name, whichever manager wrote them. Pure. */
import { type SourceId, sources } from '../sources/index.js';
import type { Locked } from './manager.js';

export interface EnvironmentPackage {
  name: string;
  /** Empty if a repository or a file provides it and the lock does not say its version. */
  version: string;
  source: SourceId;
  /** The build of a package of conda. */
  build?: string;
  /** Hashes and the URL of its files: two packages that have one of them in common are the same. */
  files: readonly string[];
}

/** In the order of the files; of several lines for one package the first counts. */
export function lockedPackages({ lock, pip_lock = '' }: Locked): EnvironmentPackage[] {
  const main = logicalLines(lock);
  const found = main.includes(EXPLICIT)
    ? [...main.flatMap(condaPackage), ...logicalLines(pip_lock).flatMap(pipPackage)]
    : main.flatMap(pipPackage);
  const first = new Map<string, EnvironmentPackage>();
  for (const each of found) if (!first.has(packageKey(each))) first.set(packageKey(each), each);
  return [...first.values()];
}

/** Equal for two spellings of one package of a source. */
export function packageKey({ name, source }: Pick<EnvironmentPackage, 'name' | 'source'>): string {
  return `${source}:${sources[source].normalizeName(name)}`;
}

const EXPLICIT = '@EXPLICIT';

// pypi/locks/lock.py writes it before a package of this machine's files.
const LOCAL = /^# not to be had elsewhere: /;

/** Lines without comments; uv breaks a line before each hash. */
function logicalLines(text: string): string[] {
  return text
    .replace(/\\\r?\n\s*/g, '')
    .split('\n')
    .map((line) => line.trim().replace(LOCAL, ''))
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** `URL#HASH`, with the name, the version and the build in the file's name. */
const CONDA = /^(\S+\/([^/\s#]+)-([^-/\s#]+)-([^-/\s#]+)\.(?:conda|tar\.bz2))(?:#(\S+))?$/;

function condaPackage(line: string): EnvironmentPackage[] {
  const [, url, name, version, build, hash] = CONDA.exec(line) ?? [];
  if (url === undefined || name === undefined || version === undefined || build === undefined) return [];
  return [{ name, version, source: 'conda', build, files: [url, ...(hash ? [hash] : [])] }];
}

/** `name==1.2 --hash=…`, `name @ URL --hash=…`, `-e URL#egg=name`. */
function pipPackage(line: string): EnvironmentPackage[] {
  const hashes = [...line.matchAll(/--hash=(\S+)/g)].map(([, hash = '']) => hash);
  const [, name, version] = /^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*===?\s*([^\s;]+)/.exec(line) ?? [];
  if (name && version) return [{ name, version, source: 'pypi', files: hashes }];
  const [, from = '', url = ''] = /^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*@\s*(\S+)/.exec(line) ?? [];
  if (from) return [{ name: from, version: versionInUrl(url), source: 'pypi', files: [url, ...hashes] }];
  const [, egg] = /#(?:.*&)?egg=([\w.-]+)/.exec(line) ?? [];
  return egg ? [{ name: egg, version: '', source: 'pypi', files: [line] }] : [];
}

/** The version in the name of a wheel or a source archive, or the commit of a repository. */
function versionInUrl(url: string): string {
  const file = (url.split(/[?#]/, 1)[0] ?? '').split('/').at(-1) ?? '';
  const [, wheel] = /^[^-]+-([^-]+)-.*\.whl$/.exec(file) ?? [];
  const [, archive] = /-(\d[^-]*?)\.(?:tar\.\w+|zip|tgz)$/.exec(file) ?? [];
  const [, commit] = /^(?:git|hg|svn|bzr)\+.*@([0-9a-f]{7,40})$/.exec(url) ?? [];
  return (wheel ?? archive ?? commit?.slice(0, 12) ?? '').replace(/%2B/gi, '+');
}
