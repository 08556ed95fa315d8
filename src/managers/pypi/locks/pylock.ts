/** Reads the packages of a pylock.toml as uv writes it: https://packaging.python.org/en/latest/specifications/pylock-toml/ */
import type { ResolvedPackage } from '../../manager.js';

/** One package for each `[[packages]]` table, with the file that this host would download, if it is not in uv's cache. */
export function readPylock(text: string, cache: string): ResolvedPackage[] {
  return text
    .split(/^\[\[packages\]\]$/m)
    .slice(1)
    .map((table) => {
      const word = (key: string) => new RegExp(`^${key} = "(.*)"$`, 'm').exec(table)?.[1] ?? '';
      const file = fileOf(table);
      const [, entry] = /[^/-]+-([^/]+)\.whl(?:#.*)?$/.exec(file?.url ?? '') ?? [];
      return {
        ...{ name: word('name'), version: word('version'), source: 'pypi' },
        ...(file && { size: file.size }),
        ...(entry && {
          cached: {
            layout: 'uv',
            cache,
            entry: `${word('name')}/${decodeURIComponent(entry)}`,
            compiles: false,
          },
        }),
        // uv lists the wheels that fit the interpreter, and no others.
        ...(!/^wheels = /m.test(table) && { compiled: true }),
      };
    });
}

const PROCESSORS: Record<string, string> = { x64: 'x86_64', arm64: 'aarch64', ppc64: 'ppc64le' };

/** The wheel for this processor or for any, or the first file if there is none; its size is in bytes. */
function fileOf(table: string): { url: string; size: number } | undefined {
  const files = [...table.matchAll(/url = "([^"]+)".*?size = (\d+)/g)].map(([, url = '', size]) => ({
    url,
    size: Number(size),
  }));
  const fitting = new RegExp(`linux.*_${PROCESSORS[process.arch] ?? process.arch}\\.whl|-none-any\\.whl`);
  return files.find(({ url }) => fitting.test(url)) ?? files[0];
}
