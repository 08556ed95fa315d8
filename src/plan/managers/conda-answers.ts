/** Reads what `create --dry-run --json` of the conda family prints. */
import * as z from 'zod';
import type { ResolvedPackage } from './manager.js';

const record = z.object({
  name: z.string(),
  version: z.string(),
  size: z.number().optional(),
  url: z.string().optional(),
});
const answerSchema = z.object({
  actions: z.object({ FETCH: z.array(record).default([]), LINK: z.array(record).default([]) }),
});

/**
 * The packages that would be linked, with the sizes of those that would be fetched.
 * Older conda prints progress objects first, each ended by a NUL; the answer is the last part.
 */
export function readCondaPlan(text: string): ResolvedPackage[] {
  const last = text.split('\0').findLast((part) => part.trim() !== '') ?? '';
  const { FETCH, LINK } = answerSchema.parse(JSON.parse(last)).actions;
  const fetched = new Map(FETCH.map((each) => [each.name, each.size ?? 0]));
  return LINK.map(({ name, version, size, url }) => {
    const known = fetched.get(name) ?? size;
    return {
      name,
      version,
      source: 'conda',
      ...(known !== undefined && { size: known }),
      ...(url && { url }),
    };
  });
}
