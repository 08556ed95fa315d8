/** Whether what kernel.json says about a kernel's generation is what the generation says itself. */
import { existsSync } from 'node:fs';
import * as z from 'zod';
import { UserError } from '../../base/errors.js';
import { readStored, type StoredFormat, tryReadStored } from '../../base/stored.js';
import { recordFile } from '../../builds/holding/clear.js';
import { GENERATION_SCHEMA } from '../../plan/kernel/publish-steps.js';
import type { Origin } from '../kernelspec.js';

const recordFormat = {
  number: GENERATION_SCHEMA,
  // 0.1.0 wrote neither.
  schema: z.object({ id: z.string().optional(), number: z.number().optional() }),
} satisfies StoredFormat;

/** In a sentence; nothing where both agree, or where 0.1.0 made the generation. */
export function recordProblem({ id, prefix, generation }: Origin): string | undefined {
  if (!id || !existsSync(prefix)) return undefined;
  const path = recordFile(prefix);
  try {
    const record = readStored(path, recordFormat).value;
    const { id: own = id, number = generation } = record;
    const same = number === generation && own === id;
    return same
      ? undefined
      : `Its kernel.json and \`${path}\` name different generations: one of the two was changed by something other than Create Kernel`;
  } catch (error) {
    return error instanceof UserError ? error.message : `The record \`${path}\` is gone`;
  }
}

/** Whether a directory has the record of this generation. */
export function namesGeneration(
  path: string,
  { id, generation }: Pick<Origin, 'id' | 'generation'>,
): boolean {
  const record = tryReadStored(recordFile(path), recordFormat);
  return record?.id !== undefined && record.id === id && record.number === generation;
}
