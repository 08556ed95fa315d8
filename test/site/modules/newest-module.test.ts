import { expect, it } from 'vitest';
import { newestModule } from '../../../src/site/modules/newest-module.js';

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
