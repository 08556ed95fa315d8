/** Prints what is wrong with a location for the user that runs it. The last argument is the location's path. */
import { locationFault } from '../../../src/kernels/requests/checks/directories.js';

const fault = await locationFault(process.argv.at(-1) ?? '/');
process.stdout.write(JSON.stringify(fault ?? {}));
