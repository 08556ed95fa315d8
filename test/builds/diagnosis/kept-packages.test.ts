import { expect, it } from 'vitest';
import { keptPackages } from '../../../src/builds/diagnosis/kept-packages.js';

it.each([
  [['conda', 'create', 'python==3.11.2', 'main::six==1.16.0', 'widget>=2'], {}, ['python', 'six']],
  [['conda', 'create'], { CONDA_PINNED_PACKAGES: 'gadget==1.19&idna==3.4' }, ['gadget', 'idna']],
  [['mamba', 'create'], { MAMBA_PINNED_PACKAGES: 'gadget==1.19,idna==3.4' }, ['gadget', 'idna']],
  [['uv', 'pip', 'compile'], { A: 'b=c' }, []],
])('The packages that %j keeps are its exact specs, and those of %j', (argv, variables, names) => {
  expect(keptPackages({ argv, variables })).toEqual(names);
});
