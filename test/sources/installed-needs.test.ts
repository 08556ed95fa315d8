import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { installedNeeds, neededBy } from '../../src/sources/installed-needs.js';

const prefix = mkdtempSync(join(tmpdir(), 'create-kernel-needs-'));
afterAll(() => rmSync(prefix, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(prefix, path)), { recursive: true });
  writeFileSync(join(prefix, path), text);
}

const SITE = 'lib/python3.11/site-packages';
const METADATA = [
  'Metadata-Version: 2.1',
  'Name: Scikit_Learn',
  'Requires-Dist: numpy>=1.19',
  'Requires-Dist: joblib (>=1) ; python_version > "3"',
  'Requires-Dist: matplotlib ; extra == "docs"',
  '',
  'Requires-Dist: text-of-the-description',
].join('\n');
write(`${SITE}/scikit_learn-1.5.dist-info/METADATA`, METADATA);
write(`${SITE}/broken-1.dist-info/RECORD`, '');
write(
  'conda-meta/numpy-2.0-py311_0.json',
  '{"name":"numpy","depends":["python >=3.11,<3.12.0a0","libblas"]}',
);
write('conda-meta/libblas-3.json', '{"name":"libblas"}');
write('conda-meta/history', '==> now <==');
write('conda-meta/broken.json', '{');
symlinkSync('lib', join(prefix, 'lib64'));

it('Needs are read from the records of conda and of pip', () => {
  expect(installedNeeds(prefix)).toEqual([
    { name: 'Scikit_Learn', source: 'pypi', needs: ['numpy', 'joblib'] },
    { name: 'libblas', source: 'conda', needs: [] },
    { name: 'numpy', source: 'conda', needs: ['python', 'libblas'] },
  ]);
  expect(installedNeeds(join(prefix, 'missing'))).toEqual([]);
});

it('What needs a package is found over any distance, and also in a circle', () => {
  const names = (name: string) => neededBy(name, installedNeeds(prefix)).map((each) => each.name);
  expect(names('LibBLAS')).toEqual(['numpy', 'Scikit_Learn']);
  expect(names('scikit-learn')).toEqual([]);
  const circle = ['a', 'b'].map((name, at) => ({
    name,
    source: 'pypi' as const,
    needs: [['b', 'a'][at] ?? ''],
  }));
  expect(neededBy('a', circle).map((each) => each.name)).toEqual(['b', 'a']);
});
