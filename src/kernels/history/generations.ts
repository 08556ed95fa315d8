/** The generations of a kernel that are on disk, newest first. */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { namesInDirectory } from '../../base/files.js';
import { type StoredFormat, tryReadStored } from '../../base/stored.js';
import { isFinished, isPinned, recordFile } from '../../builds/holding/clear.js';
import { lockFiles } from '../../managers/manager.js';
import { GENERATION_SCHEMA } from '../../plan/kernel/publish-steps.js';
import { homeOf } from '../home.js';
import type { Kernel } from '../kernelspec.js';

/** What is read of a generation's record. 0.1.0 wrote none. */
const recordFormat = {
  number: GENERATION_SCHEMA,
  schema: z.object({
    operation: z.string().default('create'),
    manager: z.string().default(''),
    build: z.string().optional(),
    /** When its build was ordered, in ISO 8601. */
    created: z.string().optional(),
  }),
} satisfies StoredFormat;

export interface Generation extends z.output<typeof recordFormat.schema> {
  number: number;
  prefix: string;
  /** It is the one that the launcher starts. */
  published: boolean;
  /** Pruning keeps it. */
  pinned: boolean;
}

/** Without those of unfinished builds. */
export function listGenerations(kernel: Pick<Kernel, 'origin'>): Generation[] {
  const home = homeOf(kernel);
  const published = kernel.origin?.prefix;
  if (!home || !published) return [];
  return namesInDirectory(home)
    .filter((name) => /^[1-9]\d*$/.test(name))
    .map((name) => join(home, name))
    .filter((prefix) => prefix === published || isFinished(prefix))
    .map((prefix) => readGeneration(prefix, published))
    .sort((a, b) => b.number - a.number);
}

function readGeneration(prefix: string, published: string): Generation {
  const record = tryReadStored(recordFile(prefix), recordFormat) ?? recordFormat.schema.parse({});
  return {
    ...record,
    number: Number(basename(prefix)),
    prefix,
    published: prefix === published,
    pinned: isPinned(prefix),
  };
}

/** The names of the lock files that a generation has. */
export function locksOf(generation: Pick<Generation, 'prefix'>): string[] {
  return Object.values(lockFiles).filter((name) => existsSync(lockPath(generation, name)));
}

export function lockPath({ prefix }: Pick<Generation, 'prefix'>, name: string): string {
  return join(prefix, '.create_kernel', name);
}
