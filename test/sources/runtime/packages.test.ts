import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram, temporaryDirectory } from '../../support/python.js';
import { addPackage, put } from '../../support/venv.js';

interface Listing {
  packages: { name: string; version: string; size?: number; source: string; requested: boolean }[];
  requested: { name: string; modules: string[]; programs: string[] }[];
  notes: { code: string; what: string; where: string }[];
}

async function list(prefix: string, ...packages: { name: string; source?: string }[]): Promise<Listing> {
  const [requested, output] = [join(prefix, 'requested.json'), join(prefix, 'result.json')];
  await writeFile(requested, JSON.stringify({ packages }));
  const words = ['--prefix', prefix, '--requested', requested, '--output', output];
  expect(await runProgram('packages.py', words)).toMatchObject({ exit: 0, stderr: '' });
  return JSON.parse(await readFile(output, 'utf8'));
}

const site = (prefix: string) => join(prefix, 'lib/python3.11/site-packages');
const empty = (paths: string[]) => Object.fromEntries(paths.map((path) => [path, '']));

/** A package as conda records it. */
function conda(prefix: string, name: string, files: string[], more: object = {}): Promise<void> {
  const text = JSON.stringify({ name, version: '2.0', files, depends: [], ...more });
  return put(join(prefix, `conda-meta/${name}-2.0-0.json`), text);
}

describe('the programs to call for a package', () => {
  it('are what a wheel puts into `bin`', async () => {
    const prefix = await temporaryDirectory();
    await addPackage(site(prefix), 'httpie', empty(['httpie/__init__.py', '../../../bin/http']));
    expect((await list(prefix, { name: 'httpie' })).requested[0]?.programs).toEqual(['http']);
  });

  it('are what a conda package puts there, and nothing below it', async () => {
    const prefix = await temporaryDirectory();
    await conda(prefix, 'samtools', ['bin/samtools', 'bin/plot/one', 'share/bin/other']);
    expect((await list(prefix, { name: 'samtools' })).requested[0]?.programs).toEqual(['samtools']);
  });
});

describe('the modules to import for a package', () => {
  it.each<[string, string, string[], string[]]>([
    ['are a package directory', 'scikit-learn', ['sklearn/__init__.py', 'sklearn/svm.py'], ['sklearn']],
    ['are a single file', 'six', ['six.py'], ['six']],
    ['are an extension module', 'fast', ['fast.cpython-311-x86_64-linux-gnu.so'], ['fast']],
    [
      'are what has its name, and nothing else',
      'PyThing',
      ['pything/__init__.py', 'extra/__init__.py'],
      ['pything'],
    ],
    [
      'are all public ones where none has its name',
      'attr-like',
      ['attr/__init__.py', 'attrs/__init__.py'],
      ['attr', 'attrs'],
    ],
    [
      'are five at the most',
      'many',
      ['a.py', 'b.py', 'c.py', 'd.py', 'e.py', 'f.py'],
      ['a', 'b', 'c', 'd', 'e'],
    ],
    [
      'are not private ones, tests or documentation',
      'PyYAML',
      ['yaml/__init__.py', '_yaml/__init__.py', 'tests/__init__.py', 'docs/__init__.py'],
      ['yaml'],
    ],
    [
      'are the first real package of a namespace',
      'google-cloud-storage',
      ['google/cloud/storage/__init__.py', 'google/cloud/storage/a.py'],
      ['google.cloud.storage'],
    ],
    ['are none for stubs', 'types-six', ['six-stubs/__init__.pyi'], []],
    [
      'are none for data, scripts and shared libraries',
      'data',
      ['../../../bin/data', '../../../share/data/x.py', 'libdata.so', 'data.pth'],
      [],
    ],
    ['are none for a package of packages', 'meta', [], []],
  ])('%s', async (_, name, files, modules) => {
    const prefix = await temporaryDirectory();
    await addPackage(site(prefix), name, empty(files));
    expect((await list(prefix, { name })).requested).toMatchObject([{ name, modules }]);
  });

  it('are found for another spelling of the name', async () => {
    const prefix = await temporaryDirectory();
    await addPackage(site(prefix), 'ruamel.yaml', empty(['ruamel/yaml/__init__.py']));
    expect((await list(prefix, { name: 'Ruamel_YAML' })).requested[0]?.modules).toEqual(['ruamel.yaml']);
  });

  it("are found by conda's own record where Python knows another name", async () => {
    const prefix = await temporaryDirectory();
    await conda(prefix, 'pytorch', ['lib/python3.11/site-packages/torch/__init__.py', 'lib/libtorch.so']);
    expect((await list(prefix, { name: 'pytorch', source: 'conda' })).requested[0]?.modules).toEqual([
      'torch',
    ]);
  });

  it('come with the longest import first: that of the package that needs most', async () => {
    const prefix = await temporaryDirectory();
    await addPackage(site(prefix), 'middle', { 'middle.py': 'x'.repeat(500) });
    await addPackage(site(prefix), 'heavy', { 'heavy.py': 'x'.repeat(5000) });
    await addPackage(site(prefix), 'thin', { 'thin.py': 'x' });
    const metadata =
      'Name: thin\nVersion: 1.0\nRequires-Dist: Heavy>=1\nRequires-Dist: middle; extra == "all"\n\n';
    await writeFile(join(site(prefix), 'thin-1.0.dist-info/METADATA'), metadata);
    const { requested } = await list(prefix, { name: 'middle' }, { name: 'heavy' }, { name: 'thin' });
    expect(requested.map((each) => each.name)).toEqual(['thin', 'heavy', 'middle']);
  });
});

describe('the packages of an environment', () => {
  it('are listed by name with versions and sizes, and whether they were asked for', async () => {
    const prefix = await temporaryDirectory();
    await addPackage(site(prefix), 'six', { 'six.py': '12345' });
    await addPackage(site(prefix), 'attrs', { 'attr/__init__.py': '123' });
    expect((await list(prefix, { name: 'six' })).packages).toEqual([
      { name: 'attrs', version: '1.0', size: 3, source: 'pypi', requested: false },
      { name: 'six', version: '1.0', size: 5, source: 'pypi', requested: true },
    ]);
  });

  it('have each package of conda once, though Python knows it too', async () => {
    const prefix = await temporaryDirectory();
    await addPackage(site(prefix), 'six', { 'six.py': '' });
    const paths = ['six.py', 'six-1.0.dist-info/METADATA'].map(
      (path) => `lib/python3.11/site-packages/${path}`,
    );
    await conda(prefix, 'six', paths, { paths_data: { paths: paths.map(() => ({ size_in_bytes: 10 })) } });
    expect((await list(prefix, { name: 'six', source: 'conda' })).packages).toEqual([
      { name: 'six', version: '2.0', size: 20, source: 'conda', requested: true },
    ]);
  });

  it('have a package once where pip has put another version in the place of conda’s, with a note', async () => {
    const prefix = await temporaryDirectory();
    await addPackage(site(prefix), 'six', { 'six.py': '12345' });
    await conda(prefix, 'six', ['lib/python3.11/site-packages/six-2.0.dist-info/METADATA']);
    await conda(prefix, 'zlib', ['lib/libz.so']);
    const { packages, notes } = await list(prefix, { name: 'six' });
    expect(packages).toEqual([
      { name: 'six', version: '1.0', size: 5, source: 'pypi', requested: true },
      { name: 'zlib', version: '2.0', source: 'conda', requested: false },
    ]);
    expect(notes).toEqual([{ code: 'replaced-by-pip', what: 'six', where: '1.0, was 2.0' }]);
  });

  it('are counted once where a directory has a second name, as lib64 often is', async () => {
    const prefix = await temporaryDirectory();
    await addPackage(site(prefix), 'six', { 'six.py': '12345' });
    await conda(prefix, 'six', ['lib/python3.11/site-packages/six-1.0.dist-info/METADATA']);
    await symlink('lib', join(prefix, 'lib64'));
    await symlink('python3.11', join(prefix, 'lib/python3.1'));
    expect((await list(prefix)).packages).toHaveLength(1);
  });

  it('have no size where an older conda did not record one', async () => {
    const prefix = await temporaryDirectory();
    await conda(prefix, 'zlib', ['lib/libz.so']);
    expect((await list(prefix)).packages).toEqual([
      { name: 'zlib', version: '2.0', source: 'conda', requested: false },
    ]);
  });
});
