/** The environment of the tests' Jupyter, and the programs that run in it. */
import { fileURLToPath } from 'node:url';
import { pythonWith } from '../../support/python-with.js';

const REQUIREMENTS = jupyterProgram('requirements.txt');

/** The path of a file beside this one, such as `server.py`. */
export function jupyterProgram(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** A Jupyter server and nbclient. @throws Error with pip's output if it cannot be made. */
export function jupyterPython(): Promise<string> {
  return pythonWith('jupyter', REQUIREMENTS);
}
