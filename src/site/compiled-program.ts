/**
 * A program of dist/ with V8's code cache (https://nodejs.org/api/vm.html#scriptcreatecacheddata): compiling the text of
 * a program takes as long as all else of its start. V8 runs what is in the cache without comparing it with the text. So
 * only a file that no other user can write is read, and it begins with a hash of the text and of the code.
 */
import { createHash, type Hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { fileAge, namesInDirectory, writeFileAtomic } from '../base/files.js';
import { makeDirectorySync } from '../base/make-directory.js';
import { requirePrivate } from './private-directories.js';

const HASH_BYTES = 32;
// In milliseconds.
const KEPT_FOR = 90 * 24 * 3600 * 1000;

export class CompiledProgram {
  private readonly hash: Hash;
  private readonly script: Script;
  private readonly kept: string;

  /** `directory` is made if code is kept in it; without one, none is. Each `use` of the program has its own code. */
  constructor(
    private readonly file: string,
    private readonly directory: string | undefined,
    use = '',
  ) {
    // Another version of V8 cannot use it.
    const { versions, arch } = process;
    this.kept = join(directory ?? '', [basename(file), use, versions.v8, arch].filter(Boolean).join('-'));
    this.hash = createHash('sha256');
    const text = withBytes(file, (bytes) => {
      this.hash.update(bytes);
      // It is ASCII (scripts/build.mjs); reading it as UTF-8 takes longer.
      return bytes.toString('latin1');
    });
    this.script = this.compileKept(text) ?? new Script(text, { filename: file });
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
      if (this.directory === undefined) return;
      makeDirectorySync(this.directory, 0o700);
      this.requirePrivate();
      const code = this.script.createCachedData();
      await writeFileAtomic(this.kept, Buffer.concat([this.hashWith(code), code]), 0o600);
      this.forgetOld();
    } catch {}
  }

  /** Deletes what was kept long ago, such as for other versions of Node.js. What is still used is kept again. */
  private forgetOld(): void {
    const own = `${basename(this.file)}-`;
    const directory = dirname(this.kept);
    const paths = namesInDirectory(directory)
      .filter((name) => name.startsWith(own))
      .map((name) => join(directory, name));
    for (const path of paths) if (fileAge(path) > KEPT_FOR) rmSync(path, { force: true });
  }

  /** From the code that was kept; undefined if there is none for this text. */
  private compileKept(text: string): Script | undefined {
    if (this.directory === undefined) return undefined;
    try {
      this.requirePrivate();
      return withBytes(this.kept, (bytes) => {
        const cachedData = bytes.subarray(HASH_BYTES);
        const isWhole = this.hashWith(cachedData).equals(bytes.subarray(0, HASH_BYTES));
        return isWhole ? new Script(text, { filename: this.file, cachedData }) : undefined;
      });
    } catch {
      return undefined;
    }
  }

  private requirePrivate(): void {
    requirePrivate([dirname(this.kept), this.kept], { uid: process.getuid?.() ?? 0, owners: [], shared: [] });
  }

  private hashWith(code: Uint8Array): Buffer {
    return this.hash.copy().update(code).digest();
  }
}

/** Reads a file. Its memory is free again after `use`; that of another buffer would be when its garbage is collected. */
function withBytes<Value>(file: string, use: (bytes: Buffer) => Value): Value {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const memory = new ArrayBuffer(size, { maxByteLength: size });
    const bytes = Buffer.from(memory);
    for (let at = 0, read = 1; at < size && read > 0; at += read)
      read = readSync(descriptor, bytes, at, size - at, at);
    try {
      return use(bytes);
    } finally {
      memory.resize(0);
    }
  } finally {
    closeSync(descriptor);
  }
}
