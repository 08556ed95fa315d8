import { expect, it } from 'vitest';
import { newestModule, versionModules } from '../../../src/site/modules/version-modules.js';

const modulesOf = (...names: string[]) => Object.fromEntries(versionModules(names, 'python'));

it.each([
  ['a plain name', ['gcc/12.2.0', 'python/3.12.4'], { '3.12': 'python/3.12.4' }],
  [
    'a capital, and a toolchain behind the version',
    ['Python/3.11.3-GCCcore-12.3.0'],
    { '3.11': 'Python/3.11.3-GCCcore-12.3.0' },
  ],
  ['a number in the name', ['python3/3.9'], { '3.9': 'python3/3.9' }],
  [
    'a name before it',
    ['cray-python/3.10.10', 'lang/python/3.8.2'],
    { '3.10': 'cray-python/3.10.10', '3.8': 'lang/python/3.8.2' },
  ],
  ['the newest of a minor version', ['python/3.12.10', 'python/3.12.9'], { '3.12': 'python/3.12.10' }],
  [
    'no other module',
    ['ipython/8.0', 'python-tools/3.12', 'pythonia/3.1', 'wxpython/4.2', 'python/default'],
    {},
  ],
])('finds %s', (_, names, expected) => {
  expect(modulesOf(...names)).toEqual(expected);
});

const python = { language: 'python', language_version: '3.11' };

it.each<[string, string, string[], string | undefined]>([
  [
    'the newest version',
    'gcc/12.2.0',
    ['gcc/9.1', 'gcc/13.2.0', 'gcc/13.10.0', 'gcc-libs/14'],
    'gcc/13.10.0',
  ],
  ['one below the same name', 'lang/R/4.1', ['lang/R/4.2', 'R/4.4'], 'lang/R/4.2'],
  ['nothing for a module that has gone with all its versions', 'cuda/11.0', ['cudnn/9'], undefined],
  [
    'a Python of the same version, since the packages are for it',
    'python/3.11.2',
    ['python/3.11.9', 'python/3.12.1'],
    'python/3.11.9',
  ],
  ['no Python of another version', 'python/3.11.2', ['python/3.12.1'], undefined],
])('In place of a module that is gone, finds %s', (_, gone, names, found) => {
  expect(newestModule(gone, names, python)).toBe(found);
});
