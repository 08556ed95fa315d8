/**
 * A program of dist/ with V8's code cache (https://nodejs.org/api/vm.html#scriptcreatecacheddata): compiling the text of
 * a program takes as long as all else of its start. V8 runs what is in the cache without comparing it with the text. So
 * only a file that no other user can write is read, and it begins with a hash of the text and of the code.
 */
import { createHash, type Hash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { writeFileAtomic } from '../base/files.js';
import { requirePrivate } from './private-directories.js';

const HASH_BYTES = 32;

export class CompiledProgram {
  private readonly hash: Hash;
  private readonly script: Script;
  private readonly kept: string;

  /** `directory` is made if code is kept in it. Each `use` of the program has its own code. */
  constructor(
    private readonly file: string,
    private readonly directory: string,
    use = '',
  ) {
    // Another version of V8 cannot use it.
    const { versions, arch } = process;
    this.kept = join(directory, [basename(file), use, versions.v8, arch].filter(Boolean).join('-'));
    const text = readFileSync(file, 'utf8');
    this.hash = createHash('sha256').update(text);
    const cachedData = this.readKept();
    this.script = new Script(text, { filename: file, ...(cachedData && { cachedData }) });
  }

  /** Whether it need not be compiled. */
  get isCached(): boolean {
    return this.script.cachedDataRejected === false;
  }

  /** Runs it. Its text is a function with the parameters of a CommonJS module (scripts/build.mjs). */
  run(): void {
    const module = { exports: {} };
    const load = this.script.runInThisContext();
    load(module.exports, createRequire(this.file), module, this.file, dirname(this.file));
  }

  /** Keeps the code of the functions that have run so far. Does nothing where it is not private or cannot be written. */
  async keep(): Promise<void> {
    try {
      mkdirSync(this.directory, { recursive: true, mode: 0o700 });
      this.requirePrivate();
      const code = this.script.createCachedData();
      await writeFileAtomic(this.kept, Buffer.concat([this.hashWith(code), code]), 0o600);
    } catch {}
  }

  private readKept(): Buffer | undefined {
    try {
      this.requirePrivate();
      const bytes = readFileSync(this.kept);
      const code = bytes.subarray(HASH_BYTES);
      return this.hashWith(code).equals(bytes.subarray(0, HASH_BYTES)) ? code : undefined;
    } catch {
      return undefined;
    }
  }

  private requirePrivate(): void {
    requirePrivate([this.directory, this.kept], { uid: process.getuid?.() ?? 0, owners: [], shared: [] });
  }

  private hashWith(code: Uint8Array): Buffer {
    return this.hash.copy().update(code).digest();
  }
}
