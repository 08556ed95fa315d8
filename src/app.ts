/** Starts the web server's program (server.ts) from its code as it was compiled at an earlier start. */
import { join } from 'node:path';
import { appRoot } from './base/program.js';
import { CompiledProgram } from './site/compiled-program.js';
import { cacheDirectory } from './site/paths.js';

// After the start, in milliseconds: by then, what the pages use has been compiled, and no one waits.
const PAUSE = 5000;

const program = new CompiledProgram(join(appRoot, 'dist', 'server.cjs'), cacheDirectory());
program.run();
if (!program.isCached) setTimeout(() => void program.keep(), PAUSE).unref();
