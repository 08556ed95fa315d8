import { expect, it } from 'vitest';
import { keptPackages } from '../../../src/builds/diagnosis/kept-packages.js';
import { python } from '../../../src/languages/python/index.js';

it.each([
  [['conda', 'create', 'python==3.11.2', 'main::six==1.16.0', 'widget>=2'], {}, ['six']],
  [['conda', 'create'], { CONDA_PINNED_PACKAGES: 'gadget==1.19&idna==3.4' }, ['gadget', 'idna']],
  [['mamba', 'create'], { MAMBA_PINNED_PACKAGES: '_mutex==0.1,idna==3.4' }, ['_mutex', 'idna']],
  [['uv', 'pip', 'compile'], { A: 'b=c' }, []],
])(
  'The packages that %j keeps are its exact specs, and those of %j, without the language',
  (argv, variables, names) => {
    expect(keptPackages({ argv, variables }, python)).toEqual(names);
  },
);
