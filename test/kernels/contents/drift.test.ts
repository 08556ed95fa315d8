/** What `verify` finds: each change of an environment, named package by package. */
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { driftOf } from '../../../src/kernels/contents/drift.js';
import { driftText } from '../../../src/kernels/operations/looks/verify.js';
import { makeHome } from '../../support/home.js';
import { addPackage, type MadeKernel, makeKernel } from '../../support/made-kernel.js';

const remove = (path: string) => rmSync(path, { recursive: true });
const later = new Date(Date.now() + 3_600_000);

function removePackage({ sitePackages }: MadeKernel, name: string): void {
  remove(join(sitePackages, name));
  remove(join(sitePackages, `${name}-1.0.dist-info`));
}

/** As an editor does that keeps the length. */
function rewrite(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  utimesSync(path, later, later);
}

const changes: [string, string[], (kernel: MadeKernel) => void][] = [
  ['nothing', [], () => {}],
  [
    'byte code and the app’s own files',
    [],
    ({ sitePackages, at }) => {
      mkdirSync(join(sitePackages, 'six/__pycache__'));
      writeFileSync(join(sitePackages, 'six/__pycache__/part0.cpython-311.pyc'), 'x');
      writeFileSync(at('.create_kernel/start-failure.txt'), 'x');
    },
  ],
  [
    '`%pip install`',
    ['`httpx` 2.0 was added'],
    ({ sitePackages }) => addPackage(sitePackages, 'httpx', '2.0'),
  ],
  ['`%pip uninstall`', ['`six` 1.0 was removed'], (kernel) => removePackage(kernel, 'six')],
  [
    '`%pip install` of another version',
    ['`six` 1.0 was replaced by 2.0'],
    (kernel) => {
      removePackage(kernel, 'six');
      addPackage(kernel.sitePackages, 'six', '2.0');
    },
  ],
  [
    'a longer file',
    ['`six`: 1 file changed, such as `lib/python3.11/site-packages/six/part3.py`'],
    ({ sitePackages }) => appendFileSync(join(sitePackages, 'six/part3.py'), 'import this\n'),
  ],
  [
    'a file of the same length',
    ['`numpy`: 1 file changed, such as `lib/python3.11/site-packages/numpy/part0.py`'],
    ({ sitePackages }) => rewrite(join(sitePackages, 'numpy/part0.py'), (text) => text.toUpperCase()),
  ],
  [
    'a file that was saved without a change',
    [],
    ({ sitePackages }) => rewrite(join(sitePackages, 'numpy/part0.py'), (text) => text),
  ],
  [
    'a record of the same length',
    ['`numpy`: 1 file changed, such as `lib/python3.11/site-packages/numpy-1.0.dist-info/RECORD`'],
    ({ sitePackages }) =>
      rewrite(join(sitePackages, 'numpy-1.0.dist-info/RECORD'), (text) => text.replace('part0', 'parts')),
  ],
  [
    'files that are gone',
    ['`six`: 2 files missing, such as `lib/python3.11/site-packages/six/part0.py`'],
    ({ sitePackages }) => {
      for (const part of [0, 1]) remove(join(sitePackages, `six/part${part}.py`));
    },
  ],
  [
    'a file of no package',
    ['Files of no package: 1 file changed, such as `pyvenv.cfg`'],
    ({ at }) => rewrite(at('pyvenv.cfg'), (text) => text.replace('3.11.2', '3.11.3')),
  ],
  [
    'a link that leads elsewhere',
    ['Files of no package: 1 file changed, such as `bin/python`'],
    ({ at }) => {
      remove(at('bin/python'));
      symlinkSync('/usr/bin/python3', at('bin/python'));
    },
  ],
];

describe('the drift of an environment', () => {
  it.each(changes)('after %s is %j', async (_, texts, change) => {
    const kernel = makeKernel(makeHome());
    change(kernel);
    const found = await driftOf(kernel.prefix);
    expect(found?.drift.map(driftText)).toEqual(texts);
    expect(found).toMatchObject({ packages: 4, files: 38 });
  });

  it('is not known without a manifest', async () => {
    const kernel = makeKernel(makeHome());
    writeFileSync(kernel.at('.create_kernel/manifest'), 'something else\n');
    expect(await driftOf(kernel.prefix)).toBeUndefined();
    remove(kernel.at('.create_kernel/manifest'));
    expect(await driftOf(kernel.prefix)).toBeUndefined();
  });
});
