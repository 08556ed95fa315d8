/**
 * Starts the program of this name in dist/programs/, from its code as it was compiled at an earlier start.
 * scripts/build.mjs writes one such file for each program.
 */
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CompiledProgram } from './site/compiled-program.js';
import { cacheDirectory } from './site/paths.js';

// After the start of a program that ends only by a signal, or of a thread, in milliseconds: by then, what the pages use
// has been compiled, and no one waits.
const PAUSES = new Map([
  ['app.js', 5000],
  ['reader.js', 5000],
]);

const file = fileURLToPath(import.meta.url);
const name = basename(file);
// Each command uses other parts of its program.
const [, , command = ''] = process.argv;
const use = /^[a-z-]{1,30}$/.test(command) ? command : '';
const program = new CompiledProgram(join(dirname(file), 'programs', name), directoryOfCode(), use);
program.run();
if (!program.isCached) keepLater(PAUSES.get(name));

/** Undefined for a user without an account, which the program reports. */
function directoryOfCode(): string | undefined {
  try {
    return cacheDirectory();
  } catch {
    return undefined;
  }
}

function keepLater(pause: number | undefined): void {
  if (pause !== undefined) setTimeout(() => void program.keep(), pause).unref();
  // An unknown command is none of the program's.
  else process.once('beforeExit', (status) => status === 0 && void program.keep());
}
