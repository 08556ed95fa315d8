/** The app as a release leaves it on a portal host: only what it needs to run, root's, and for all to read alone. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { appRoot } from '../../../src/program.js';
import { buildProgram } from '../../support/program.js';
import { succeed } from '../../support/venv.js';

const PARTS = [
  ...['app.js', 'bin', 'dist', 'examples', 'form.yml', 'manifest.yml', 'package.json', 'public', 'template'],
  'VERSION',
];

/** Puts it into a directory that is not there yet. */
export async function installRelease(directory: string): Promise<void> {
  await buildProgram();
  for (const part of PARTS) cpSync(join(appRoot, part), join(directory, part), { recursive: true });
  await succeed(['chmod', '-R', 'u=rwX,go=rX', directory], '/');
  await succeed(['chmod', '-R', 'a-w', directory], '/');
}
