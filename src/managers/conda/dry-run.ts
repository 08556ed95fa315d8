/** Reads the output of `create --dry-run --json` of conda, mamba and micromamba. */
import * as z from 'zod';
import { parseJson } from '../../base/text/json.js';
import type { CachedIn, ResolvedPackage } from '../manager.js';

const answerSchema = z.lazy(() => {
  const record = z.object({ name: z.string(), version: z.string(), size: z.number().default(0) });
  const linked = record.extend({
    build_string: z.string().optional(),
    build: z.string().optional(),
  });
  return z.object({
    actions: z.object({ FETCH: z.array(record).default([]), LINK: z.array(linked).default([]) }),
  });
});

/**
 * The packages that would be linked. Those that would not be fetched are in a package cache already.
 * Older versions of conda print progress objects first, each followed by a NUL; the result is the last part.
 */
export function readCondaPlan(text: string, caches: CachedIn): ResolvedPackage[] {
  const last = text.split('\0').findLast((part) => part.trim() !== '') ?? '';
  const { FETCH, LINK } = answerSchema.parse(parseJson(last)).actions;
  const fetched = new Map(FETCH.map(({ name, size }) => [name, size]));
  return LINK.map(({ name, version, build_string, build = build_string }) => {
    const size = fetched.get(name);
    const found = { name, version, source: 'conda' as const, size: size ?? 0 };
    const isCached = size === undefined && build !== undefined;
    const entry = `${name}-${version}-${build}`;
    return isCached ? { ...found, cached: { ...caches, entry, compiles: true } } : found;
  });
}
