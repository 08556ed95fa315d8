/** Makes a kernelspec with the helper program, as the register phase does. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isolatedVariables } from '../../src/languages/language.js';
import { python } from '../../src/languages/python/index.js';
import { runProgram } from './python.js';
import type { Venv } from './venv.js';

/** The kernelspec `kernels/<name>` in the venv's directory; `more` goes into the definition. */
export async function makeKernelspec(venv: Venv, name: string, more: object = {}): Promise<string> {
  const path = (file: string) => join(venv.directory, file);
  const base = `HOME=${venv.home}\0PATH=/usr/bin:/bin\0`;
  await writeFile(path('before'), base);
  await writeFile(
    path('after'),
    `${base}VIRTUAL_ENV=${venv.prefix}\0PATH=${venv.prefix}/bin:/usr/bin:/bin\0`,
  );
  const definition = {
    argv: python.argv(venv.prefix, '3.11'),
    display_name: name,
    language: python.kernel_language,
    metadata: {},
    isolate: isolatedVariables(python.isolation),
    isolate_set: python.isolation.set,
    ...more,
  };
  await writeFile(path('definition.json'), JSON.stringify(definition));
  const words = ['--environment', path('before'), path('after'), '--definition', path('definition.json')];
  const answer = await runProgram(
    'kernelspec.py',
    [...words, '--output', path(`kernels/${name}`)],
    venv.python,
  );
  if (answer.exit !== 0) throw new Error(answer.stderr);
  return path('kernels');
}
