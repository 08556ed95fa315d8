/** What packages in a package cache add to the disk once they are linked into an environment, and used. */
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { parseJson } from '../../../base/text/json.js';
import type { Cached, CacheLayout, ResolvedPackage } from '../../../managers/manager.js';

/** Byte code as a share of its source: measured with Python 3.11 and its standard library. */
const BYTE_CODE = 1.1;
/** The share of a package's modules that a kernel imports, and Python compiles then: measured with ipykernel. */
const IMPORTED = 0.3;

/** What one package writes into an environment, besides links to the files of the cache. */
interface Contents {
  own: Amount;
  /** Its modules that have no byte code yet. */
  modules: Amount;
}

interface Amount {
  bytes: number;
  files: number;
}

/** Fills in the sizes of the packages in the cache, which are not downloaded; the others stay as they are. */
export async function withLinkedSizes(packages: readonly ResolvedPackage[]): Promise<ResolvedPackage[]> {
  return Promise.all(
    packages.map(async ({ cached, ...found }) => {
      const contents = cached && (await contentsOf(cached));
      return contents ? { ...found, size: 0, linked: linkedSize(contents, cached) } : found;
    }),
  );
}

function linkedSize({ own, modules }: Contents, { compiles }: Cached): Amount {
  const share = compiles ? 1 : IMPORTED;
  return {
    bytes: own.bytes + Math.round(share * BYTE_CODE * modules.bytes),
    files: own.files + Math.round(share * modules.files),
  };
}

/** Nothing for a package that no cache has, or that has no list of its files there. */
async function contentsOf({ layout, cache, shared = [], entry }: Cached): Promise<Contents | undefined> {
  const places: CachedPlace[] = [
    { cache, entry },
    ...shared.map((each) => ({ cache: each, entry, copied: true })),
  ];
  for (const place of places) {
    const found = await layouts[layout](place).catch(() => undefined);
    if (found) return found;
  }
  return undefined;
}

interface CachedPlace {
  cache: string;
  entry: string;
  /** The files belong to someone else, so that the system refuses hard links to them: proc_sys_fs(5), protected_hardlinks. */
  copied?: boolean;
}

const layouts: Record<CacheLayout, (place: CachedPlace) => Promise<Contents>> = {
  conda: ofConda,
  uv: ofUv,
};

const pathsSchema = z.object({
  paths: z.array(
    z.object({
      _path: z.string(),
      size_in_bytes: z.number().default(0),
      prefix_placeholder: z.string().nullish(),
      no_link: z.boolean().nullish(),
    }),
  ),
});
const indexSchema = z.object({ noarch: z.union([z.string(), z.boolean()]).optional() });

/**
 * Files are hard links, except those with the prefix in them. The package's record in the environment is about as large as
 * its list of files: https://docs.conda.io/projects/conda-build/en/stable/resources/package-spec.html
 */
async function ofConda({ cache, entry, copied }: CachedPlace): Promise<Contents> {
  const list = join(cache, entry, 'info', 'paths.json');
  const [itself, text, index, { size }] = await Promise.all([
    lstat(join(cache, entry)),
    readFile(list, 'utf8'),
    readFile(join(cache, entry, 'info', 'index.json'), 'utf8'),
    stat(list),
  ]);
  const { paths } = pathsSchema.parse(parseJson(text));
  const isPure = indexSchema.parse(parseJson(index)).noarch === 'python';
  // The conda engine keeps links to the packages of a shared cache in the user's own.
  const links = !copied && !itself.isSymbolicLink();
  const own = paths.filter((path) => !links || path.prefix_placeholder || path.no_link);
  const modules = isPure ? paths.filter(({ _path }) => _path.endsWith('.py')) : [];
  const amount = (of: typeof paths) => ({
    bytes: of.reduce((sum, { size_in_bytes }) => sum + size_in_bytes, 0),
    files: of.length,
  });
  const { bytes, files } = amount(own);
  return { own: { bytes: bytes + size, files: files + 1 }, modules: amount(modules) };
}

// INSTALLER, RECORD and REQUESTED.
const OWN_FILES = 3;

/**
 * uv unpacks a wheel once, and links all its files, except its own ones in the package's `.dist-info`. The directory of
 * wheels has a number in its name, and a part for each index: https://docs.astral.sh/uv/concepts/cache/
 */
async function ofUv({ cache, entry }: CachedPlace): Promise<Contents> {
  const versions = (await readdir(cache)).filter((name) => name.startsWith('wheels-v'));
  const ofIndexes = versions.map(async (version) => {
    const others = await readdir(join(cache, version, 'index')).catch(() => []);
    return [join(version, 'pypi'), ...others.map((index) => join(version, 'index', index))];
  });
  const places = (await Promise.all(ofIndexes)).flat();
  return Promise.any(places.map((place) => ofWheels(join(cache, place, dirname(entry)), basename(entry))));
}

/** `wheel` is `VERSION-PYTHON-ABI-PLATFORM`. If that is long, uv has a hash after the version. */
async function ofWheels(directory: string, wheel: string): Promise<Contents> {
  const [version = '', python = '', abi = ''] = wheel.split('-');
  // A name has all tags at once, as in `py2.py3-none-any`, and the wheel's own list has each.
  const tag = [python, abi].map((names) => names.split('.')[0]).join('-');
  const hashed = (name: string) => name.startsWith(`${version}-`) && /-[0-9a-f]{16}$/.test(name);
  const names = (await readdir(directory)).filter((name) => name === wheel || hashed(name));
  return Promise.any(names.map((name) => ofWheel(join(directory, name), `Tag: ${tag}-`)));
}

/** @throws Error if it has another tag. */
async function ofWheel(directory: string, tag: string): Promise<Contents> {
  const information = (await readdir(directory)).find((name) => name.endsWith('.dist-info')) ?? '';
  const read = (file: string) => readFile(join(directory, information, file), 'utf8');
  const [record, wheel] = await Promise.all([read('RECORD'), read('WHEEL')]);
  if (!wheel.includes(tag)) throw new Error('for another Python');
  const modules = [...record.matchAll(/^.*\.py"?,[^,\n]*,(\d+)$/gm)];
  return {
    own: { bytes: record.length, files: OWN_FILES },
    modules: { bytes: modules.reduce((sum, [, size]) => sum + Number(size), 0), files: modules.length },
  };
}
