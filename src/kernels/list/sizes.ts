/**
 * The sizes of environments. Measuring one takes seconds, so it is done in the background, and the results are kept in the
 * data directory.
 */
import { join } from 'node:path';
import * as z from 'zod/mini';
import { writeFileAtomic } from '../../base/files.js';
import { type StoredFormat, storedText, tryReadStored } from '../../base/stored.js';
import { isSilent } from '../../site/locations.js';
import type { Site } from '../../site/site.js';
import { measureSpace } from '../history/space.js';

const sizeSchema = z.object({
  /** On disk, in bytes; and files. */
  size: z.number(),
  files: z.number(),
  /** When it was measured, in milliseconds since 1970. */
  time: z.number(),
});

export type Size = z.output<typeof sizeSchema>;

const sizesFormat = {
  number: 2,
  schema: z.object({ sizes: z.record(z.string(), sizeSchema) }),
  // Before, they were the lengths of files, which are measured again.
  migrations: [() => ({ sizes: {} }), () => ({ sizes: {} })],
} satisfies StoredFormat;

type SizeSite = Pick<Site, 'data_root' | 'locations'>;

// Milliseconds: a notebook may install packages.
const FRESH = 24 * 3_600_000;

/** The sizes that are known, by the path of the environment. */
export function knownSizes({ data_root }: Pick<Site, 'data_root'>): Readonly<Record<string, Size>> {
  return tryReadStored(sizesFile(data_root), sizesFormat)?.sizes ?? {};
}

function sizesFile(data_root: string): string {
  return join(data_root, 'sizes.json');
}

const measuring = new Set<string>();

/**
 * Measures the environments with a size that is unknown or old, one after the other, and forgets those that are not in the
 * list. Does nothing if that is in progress. Never throws.
 */
export async function measureSizes(prefixes: readonly string[], site: SizeSite): Promise<void> {
  const file = sizesFile(site.data_root);
  if (measuring.has(file)) return;
  measuring.add(file);
  try {
    const known = knownSizes(site);
    const wanted = [...new Set(prefixes)].filter((prefix) => !isSilent(prefix, site));
    const sizes = Object.fromEntries(Object.entries(known).filter(([prefix]) => wanted.includes(prefix)));
    for (const prefix of wanted.filter((each) => Date.now() - (known[each]?.time ?? 0) > FRESH)) {
      const { bytes, files } = await measureSpace([prefix]);
      sizes[prefix] = { size: bytes, files, time: Date.now() };
      await writeFileAtomic(file, storedText(sizesFormat, { sizes }));
    }
  } catch {
    // The next list tries again.
  } finally {
    measuring.delete(file);
  }
}
