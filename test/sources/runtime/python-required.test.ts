import { expect, it } from 'vitest';
import { allowsPython, fitsConstraint } from '../../../src/sources/runtime/python-required.js';
import { parsePackageSpec } from '../../../src/sources/specs/package-spec.js';

const minors = ['3.8', '3.11', '3.12', '3.14'];

it.each([
  [undefined, minors],
  ['>=3.11', ['3.11', '3.12', '3.14']],
  ['>=3.11.4', ['3.11', '3.12', '3.14']],
  ['>=3.8,<3.12', ['3.8', '3.11']],
  ['<3.11.9', ['3.8', '3.11']],
  ['<=3.11', ['3.8', '3.11']],
  ['>3.8', minors],
  ['!=3.11.*', ['3.8', '3.12', '3.14']],
  ['!=3.11.1', minors],
  ['==3.11.*', ['3.11']],
  ['~=3.11', ['3.11', '3.12', '3.14']],
  ['>=3', minors],
  ['==3.*', minors],
  ['<4', minors],
  ['>=2.7, !=3.0.*, !=3.1.*', minors],
  ['nonsense ((', minors],
])('%s allows %j', (requires, allowed) => {
  expect(minors.filter((minor) => allowsPython(requires, minor))).toEqual(allowed);
});

it.each([
  ['demo', ['1.0', '1.4.2', '2.0']],
  ['demo>=1.4', ['1.4.2', '2.0']],
  ['demo<2,>1.0', ['1.4.2']],
  ['demo==1.4.2', ['1.4.2']],
  ['demo==1.*', ['1.0', '1.4.2']],
  ['demo!=1.*', ['2.0']],
  ['demo~=1.4.0', ['1.4.2']],
  ['demo<=1', ['1.0']],
])('%s fits %j', (spec, fitting) => {
  const { constraint } = parsePackageSpec(spec);
  expect(['1.0', '1.4.2', '2.0'].filter((version) => fitsConstraint(version, constraint))).toEqual(fitting);
});
