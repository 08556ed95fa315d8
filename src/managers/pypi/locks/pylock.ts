/** Reads the packages of a pylock.toml as uv writes it: https://packaging.python.org/en/latest/specifications/pylock-toml/ */
import type { ResolvedPackage } from '../../manager.js';

/** One package for each `[[packages]]` table, with the size of the file that this host would download. */
export function readPylock(text: string): ResolvedPackage[] {
  return text
    .split(/^\[\[packages\]\]$/m)
    .slice(1)
    .map((table) => {
      const word = (key: string) => new RegExp(`^${key} = "(.*)"$`, 'm').exec(table)?.[1] ?? '';
      const size = fileSize(table);
      return {
        ...{ name: word('name'), version: word('version'), source: 'pypi' },
        ...(size && { size }),
        // uv lists the wheels that fit the interpreter, and no others.
        ...(!/^wheels = /m.test(table) && { compiled: true }),
      };
    });
}

const PROCESSORS: Record<string, string> = { x64: 'x86_64', arm64: 'aarch64', ppc64: 'ppc64le' };

/** Bytes of the wheel for this processor or for any, or of the first file if there is none. */
function fileSize(table: string): number | undefined {
  const files = [...table.matchAll(/url = "([^"]+)".*?size = (\d+)/g)].map(([, url = '', size]) => ({
    url,
    size: Number(size),
  }));
  const fitting = new RegExp(`linux.*_${PROCESSORS[process.arch] ?? process.arch}\\.whl|-none-any\\.whl`);
  return (files.find(({ url }) => fitting.test(url)) ?? files[0])?.size;
}
