/** This program's own files and version. Compiled files are in `dist/` below the app's root. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The app's root: the directory with manifest.yml. */
export const appRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

export function runnerProgram(): string {
  return join(appRoot, 'dist', 'runner.js');
}

export function readerProgram(): string {
  return join(appRoot, 'dist', 'reader.js');
}

export function programVersion(): string {
  return readFileSync(join(appRoot, 'VERSION'), 'utf8').trim();
}

function findRoot(directory: string): string {
  return existsSync(join(directory, 'manifest.yml')) ? directory : findRoot(dirname(directory));
}
