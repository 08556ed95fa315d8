/** The app's files for the dashboard in a temporary directory, without the compiled program. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { appRoot } from '../../src/base/program.js';

/** Lasts for all tests of the file. */
export function copyApp(): string {
  const app = mkdtempSync(join(tmpdir(), 'create-kernel-app-'));
  afterAll(() => rmSync(app, { recursive: true, force: true }));
  const filter = (path: string) => !path.includes('/template/program');
  for (const name of ['form.yml', 'submit.yml.erb', 'dashboard', 'template'])
    cpSync(join(appRoot, name), join(app, name), { recursive: true, filter });
  return app;
}
