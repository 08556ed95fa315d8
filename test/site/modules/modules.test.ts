import { expect, it } from 'vitest';
import { closeModules } from '../../../src/site/modules/close-modules.js';
import { parseAvail } from '../../../src/site/modules/modules.js';

it.each([
  [
    'Environment Modules',
    '/opt/modules:\ngcc/12.2.0(default)\ngcc/13\ngcc/latest(@)\nopenmpi/4.1 <L>\n/opt/more:\ngcc/13\n',
    ['gcc/12.2.0', 'gcc/13', 'gcc/latest', 'openmpi/4.1'],
  ],
  [
    'Lmod',
    '/opt/modules/Core:\ngcc/\ngcc/12.2.0\ngcc/13 (D)\nbio/blast+/2.14\n\n',
    ['gcc/12.2.0', 'gcc/13', 'bio/blast+/2.14'],
  ],
  ['a module system that says something else', 'bash: module: command not found\n  Where: ...\n', []],
])('The names of modules are read from what %s prints', (_, text, names) => {
  expect(parseAvail(text)).toEqual(names);
});

it.each([
  ['gcc/12.3', ['gcc/12.2', 'gcc/13']],
  ['gc/13', ['gcc/13', 'gcc/12.2']],
  ['GCC', ['gcc/13', 'gcc/12.2']],
  ['pyhton/3.12', ['python/3.12']],
  ['openfoam', []],
])('For %s, the names that may be meant are %j', (given, close) => {
  expect(closeModules(given, ['python/3.12', 'gcc/13', 'gcc/12.2'])).toEqual(close);
});
