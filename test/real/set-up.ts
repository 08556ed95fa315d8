/** What the files of a run share: the tests' uv, and a directory that lasts as long as the run. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { provideUv } from '../parts/uv/index.js';
import { removeDirectory } from '../support/remove.js';

declare module 'vitest' {
  export interface ProvidedContext {
    run_directory: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await provideUv();
  const directory = mkdtempSync(join(tmpdir(), 'create-kernel-run-'));
  project.provide('run_directory', directory);
  return () => removeDirectory(directory);
}
