/** Prints what is wrong with a location for the user that it runs as. Its path is the last word. */
import { locationFault } from '../../../src/kernels/requests/directories.js';

const fault = await locationFault(process.argv.at(-1) ?? '/');
process.stdout.write(JSON.stringify(fault ?? {}));
