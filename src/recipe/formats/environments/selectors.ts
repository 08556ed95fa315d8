/**
 * Selectors of platforms: `numpy  # [linux]` of conda-build and conda-lock, and `sel(linux): numpy` of conda-lock.
 * https://docs.conda.io/projects/conda-build/en/stable/resources/define-metadata.html#preprocessing-selectors
 */
import { hereKey } from './platform.js';

export interface Selected {
  /** The item without its selector. */
  text: string;
  /** Why the item is not for this platform. */
  reason?: string;
}

const HERE = new Set(['linux', 'unix', hereKey(), hereKey().replace('-', ''), ...names(process.arch)]);

function names(processor: string): string[] {
  const own: Record<string, string[]> = { x64: ['x86_64', 'x86'], arm64: ['aarch64'], ppc64: ['ppc64le'] };
  return own[processor] ?? [processor];
}

const OTHERS = new Set(
  'osx win win32 win64 osx-64 osx-arm64 win-64 win-32 linux-64 linux64 linux-aarch64 linux-ppc64le linux-32 linux32 x86 x86_64 aarch64 ppc64le arm64 s390x emscripten wasi'.split(
    ' ',
  ),
);

/** An item of a list; `line` is the whole line of the file, which may have a comment with a selector. */
export function selected(item: string, line: string): Selected {
  const text = item.replace(/\s+/g, ' ').trim();
  const [, inside, spec] = /^sel\(([^()]*)\): ?(.*)$/.exec(text) ?? [];
  const comment = / #.{0,200}\[([^[\]]{1,100})\]\s*$/.exec(line.slice(-400))?.[1];
  const condition = (inside ?? comment ?? '').trim();
  const kept = spec ?? text;
  const fits = condition === '' ? true : holds(condition);
  return fits === false ? { text: kept, reason: `it is for ${condition} only` } : { text: kept };
}

/** Whether `linux and not aarch64` holds here; undefined if it has other words, such as `py>=38`. */
function holds(condition: string): boolean | undefined {
  const parts = condition.split(/ or /).map((part) => part.split(/ and /).map(one));
  const results = parts.map((each) =>
    each.includes(false) ? false : each.every((value) => value === true) || undefined,
  );
  return results.includes(true) ? true : results.every((value) => value === false) ? false : undefined;
}

function one(text: string): boolean | undefined {
  const [, not, word = ''] = /^\s*(not\s+)?([\w-]+)\s*$/.exec(text) ?? [];
  const value = HERE.has(word) ? true : OTHERS.has(word) ? false : undefined;
  return value === undefined || not === undefined ? value : !value;
}
