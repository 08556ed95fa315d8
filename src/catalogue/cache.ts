/** What indexes and channels have answered, on disk below the data root: small files, limited in number and in age. */
import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { $ZodType, output } from 'zod/v4/core';
import { fileAge, writeFileAtomic } from '../base/files.js';
import { makeDirectory } from '../base/make-directory.js';
import { type StoredFormat, tryReadStored } from '../base/stored.js';

/** A day in milliseconds. */
export const FRESH = 86_400_000;
const MOST_FILES = 500;

export class Cache {
  readonly directory: string;
  private kept = 0;

  constructor({ data_root }: { data_root: string }) {
    this.directory = join(data_root, 'cache', 'packages');
  }

  /** The value of a key and its age in milliseconds, if it is not too old. The key may have a login: only its hash is on disk. */
  read<Schema extends $ZodType>(
    key: string,
    format: StoredFormat<Schema>,
  ): { value: output<Schema>; age: number } | undefined {
    const path = this.pathOf(key);
    const age = fileAge(path);
    const value = age < FRESH ? tryReadStored(path, format) : undefined;
    return value && { value, age };
  }

  /** Failures are ignored: the value is asked for again. */
  async keep<Schema extends $ZodType>(
    key: string,
    { number }: StoredFormat<Schema>,
    value: output<Schema> & object,
  ): Promise<void> {
    try {
      await makeDirectory(this.directory, 0o700);
      await writeFileAtomic(this.pathOf(key), JSON.stringify({ schema: number, ...value }), 0o600);
      if (this.kept++ % 50 === 0) await this.clear();
    } catch {}
  }

  private pathOf(key: string): string {
    return join(this.directory, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`);
  }

  /** Deletes the oldest files. */
  private async clear(): Promise<void> {
    const names = await readdir(this.directory);
    if (names.length <= MOST_FILES) return;
    const found = await Promise.all(
      names.map(async (name) => ({ name, time: (await stat(join(this.directory, name))).mtimeMs })),
    );
    const old = found.sort((a, b) => b.time - a.time).slice(MOST_FILES / 2);
    await Promise.all(old.map(({ name }) => rm(join(this.directory, name), { force: true })));
  }
}
