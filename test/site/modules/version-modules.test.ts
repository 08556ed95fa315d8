import { expect, it } from 'vitest';
import { versionModules } from '../../../src/site/modules/version-modules.js';

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
