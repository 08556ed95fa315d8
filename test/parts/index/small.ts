/**
 * A package index in a directory, for builds that are about something else than their packages: `little` with one module, and an
 * `ipykernel` that borrows everything from an environment that is kept. Real tools lock and install both in a
 * moment, and the kernel is a real one.
 */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { afterAll } from 'vitest';
import * as z from 'zod';
import { pythonWith } from '../../support/python-with.js';

const PROGRAM = fileURLToPath(new URL('small_index.py', import.meta.url));
/** The exact versions of a kernel's packages. */
const KERNEL = fileURLToPath(new URL('../conda/requirements-channel.txt', import.meta.url));
const fitting = z.object({ interpreter: z.string(), language_version: z.string() });

/** The fields of a recipe that fit the index, and the site's settings for them. */
export interface SmallIndex {
  address: string;
  /** The directory of its packages. */
  wheels: string;
  fields: { language_version: string; packages: string[] };
  interpreters: string[];
  /** Adds a source archive, for `find-links` only: its build declares `needs`, and imports `module` of version 1. */
  publishNeeding(name: string, version: string, module: string, ...needs: string[]): Promise<void>;
  /** Adds a package with one module, which needs others. */
  publish(name: string, version: string, ...needs: string[]): Promise<void>;
  /** Adds one that is built from its source: its module is what a Python program prints then. */
  publishSource(name: string, version: string, program: string): Promise<void>;
}

/** Makes it for the tests of one file. */
export async function makeSmallIndex(): Promise<SmallIndex> {
  const directory = await mkdtemp(join(tmpdir(), 'create-kernel-index-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const python = await pythonWith('kernel', KERNEL);
  const { stdout } = await execa(python, ['-I', PROGRAM, directory]);
  const { interpreter, language_version } = fitting.parse(JSON.parse(stdout));
  const add = async (words: string[]) => {
    await execa(python, ['-I', PROGRAM, directory, ...words]);
  };
  return {
    address: pathToFileURL(join(directory, 'simple')).href,
    wheels: join(directory, 'wheels'),
    fields: { language_version, packages: ['little'] },
    interpreters: [interpreter],
    publish: (...words) => add(words),
    publishSource: (...words) => add(['--source', ...words]),
    publishNeeding: (...words) => add(['--needing', ...words]),
  };
}
