/** How the packages of a Python environment that this app did not make are found. */
import { isAbsolute } from 'node:path/posix';
import type { InstalledPackages } from '../../language.js';
import program from './installed.py';

export const installed: InstalledPackages = {
  /** Arguments such as `-m ipykernel_launcher` follow the interpreter; a wrapper has another name. */
  command(argv) {
    const [interpreter = ''] = argv;
    if (!isAbsolute(interpreter) || !/\/(python|pypy)[\d.]*$/.test(interpreter)) return undefined;
    return [interpreter, '-s', '-c', program];
  },
  of_conda:
    'Conda made its environment: only packages with Python metadata are taken, by their names on the package index',
  // What makes or serves notebooks, which an environment of a kernel does not need.
  left_out: [
    ...['pip', 'setuptools', 'wheel', 'conda', 'mamba', 'uv', 'ipykernel'],
    ...['jupyter', 'jupyterlab', 'notebook', 'nbclassic', 'jupyterhub', 'voila'],
  ],
};
