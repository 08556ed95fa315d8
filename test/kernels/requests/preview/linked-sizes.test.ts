import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { withLinkedSizes } from '../../../../src/kernels/requests/preview/linked-sizes.js';
import { readCondaPlan } from '../../../../src/managers/conda/dry-run.js';
import { readSolution } from '../../../../src/managers/conda/rattler/rattler.js';
import { readPylock } from '../../../../src/managers/pypi/locks/pylock.js';

const cache = mkdtempSync(join(tmpdir(), 'package-cache-'));
afterAll(() => rmSync(cache, { recursive: true }));

type Path = { _path: string; size_in_bytes?: number; prefix_placeholder?: string; no_link?: boolean };

/** An unpacked package in the cache; returns the size of its list of files. */
function cached(name: string, paths: Path[], index: object = {}): number {
  const list = JSON.stringify({ paths, paths_version: 1 });
  mkdirSync(join(cache, name, 'info'), { recursive: true });
  writeFileSync(join(cache, name, 'info', 'paths.json'), list);
  writeFileSync(join(cache, name, 'info', 'index.json'), JSON.stringify(index));
  return list.length;
}

const answer = (actions: object) => JSON.stringify({ success: true, actions });
const inCache = { layout: 'conda', cache } as const;
const planned = (actions: object) => withLinkedSizes(readCondaPlan(answer(actions), inCache));
const tool = { name: 'tool', version: '1.0', build_string: '0' };

describe('The packages of a dry run that are in the package cache', () => {
  it('take the space of the files that are copied, which are those with the prefix', async () => {
    const record = cached('tool-1.0-0', [
      { _path: 'bin/tool', size_in_bytes: 1000, prefix_placeholder: '/opt/anaconda' },
      { _path: 'lib/libtool.so', size_in_bytes: 900_000 },
      { _path: 'share/state', size_in_bytes: 50, no_link: true },
    ]);
    expect(await planned({ LINK: [tool] })).toEqual([
      { name: 'tool', version: '1.0', source: 'conda', size: 0, linked: { bytes: 1050 + record, files: 3 } },
    ]);
  });

  it('take their whole space from a cache of the site, since the system lets no one link files of others', async () => {
    const record = cached('shared-1.0-0', [
      { _path: 'bin/tool', size_in_bytes: 1000, prefix_placeholder: '/opt/anaconda' },
      { _path: 'lib/libtool.so', size_in_bytes: 900_000 },
    ]);
    const solved = JSON.stringify({ packages: [{ ...tool, name: 'shared', build: '0', size: 400_000 }] });
    const caches = { layout: 'conda', cache: '/proc/nonexistent', shared: ['/proc/none', cache] } as const;
    expect(await withLinkedSizes(readSolution(solved, caches))).toEqual([
      {
        ...{ name: 'shared', version: '1.0', source: 'conda', size: 0 },
        linked: { bytes: 901_000 + record, files: 3 },
      },
    ]);
  });

  it('take the space of the byte code that conda compiles for modules without a platform', async () => {
    const paths = [
      { _path: 'site-packages/pure/__init__.py', size_in_bytes: 3000 },
      { _path: 'site-packages/pure/data.json', size_in_bytes: 5000 },
    ];
    const record = cached('pure-2.0-py_0', paths, { noarch: 'python' });
    const pure = { name: 'pure', version: '2.0', build: 'py_0' };
    const [found] = await planned({ LINK: [pure] });
    expect(found?.linked).toEqual({ bytes: 3300 + record, files: 2 });
    // The app's engine compiles nothing: Python does, what is imported.
    const solved = JSON.stringify({
      packages: [
        { ...pure, size: 900 },
        { ...pure, build: 'new', size: 900 },
      ],
    });
    const byEngine = await withLinkedSizes(readSolution(solved, inCache));
    expect(byEngine).toEqual([
      { name: 'pure', version: '2.0', source: 'conda', size: 0, linked: { bytes: 990 + record, files: 1 } },
      { name: 'pure', version: '2.0', source: 'conda', size: 900 },
    ]);
  });

  it('are not measured where the cache has no record of them', async () => {
    cached('broken-1.0-0', []);
    writeFileSync(join(cache, 'broken-1.0-0', 'info', 'paths.json'), '{"paths": 5');
    for (const name of ['broken', 'absent', '../../etc'])
      expect(await planned({ LINK: [{ ...tool, name }] })).toEqual([
        { name, version: '1.0', source: 'conda', size: 0 },
      ]);
  });
});

it('a package that is fetched has the size of its download', () => {
  const progress = '{"fetch":"tool","finished":false,"maxval":1,"progress":0.5}\n\0';
  const text = progress + answer({ FETCH: [{ ...tool, size: 4321 }], LINK: [tool] });
  expect(readCondaPlan(text, inCache)).toEqual([
    { name: 'tool', version: '1.0', source: 'conda', size: 4321 },
  ]);
});

describe('The wheels of a dry run of uv', () => {
  const wheels = join(cache, 'uv/wheels-v8');
  const table = (name: string, file: string) =>
    `[[packages]]\nname = "${name}"\nversion = "2.0"\nwheels = [{ url = "https://index.test/a/${file}", size = 700, hashes = {} }]\n`;
  const planned = (...tables: string[]) => withLinkedSizes(readPylock(tables.join('\n'), join(cache, 'uv')));

  it('are links to the files of the cache, where it has them; their own files and byte code are added', async () => {
    const record =
      'some/__init__.py,sha256=a,4000\nsome/data.bin,sha256=b,900000\nsome-2.0.dist-info/RECORD,,\n';
    for (const place of ['pypi', 'index/0f3a']) {
      const directory = join(wheels, place, 'some-name/2.0-py2.py3-none-any/some_name-2.0.dist-info');
      mkdirSync(directory, { recursive: true });
      writeFileSync(join(directory, 'RECORD'), record);
      writeFileSync(join(directory, 'WHEEL'), 'Wheel-Version: 1.0\nTag: py2-none-any\nTag: py3-none-any\n');
      const [found] = await planned(table('some-name', 'some_name-2.0-py2.py3-none-any.whl'));
      const bytes = record.length + 0.3 * 1.1 * 4000;
      expect(found).toMatchObject({ size: 0, linked: { bytes, files: 3 } });
      rmSync(join(wheels, place), { recursive: true });
    }
  });

  it('are found by their tag, where their name in the cache has a hash', async () => {
    for (const python of ['cp311', 'cp310']) {
      const directory = join(
        wheels,
        `pypi/long/2.0-${python === 'cp311' ? '0f' : 'a7'}3456789abcdef0/long-2.0.dist-info`,
      );
      mkdirSync(directory, { recursive: true });
      writeFileSync(join(directory, 'RECORD'), '#'.repeat(python === 'cp311' ? 50 : 60));
      writeFileSync(join(directory, 'WHEEL'), `Tag: ${python}-${python}-manylinux_2_5_x86_64\n`);
    }
    const platform = 'manylinux1_x86_64.manylinux_2_28_x86_64.manylinux_2_5_x86_64';
    const [found] = await planned(table('long', `long-2.0-cp311-cp311-${platform}.whl`));
    expect(found?.linked).toEqual({ bytes: 50, files: 3 });
    const [other] = await planned(table('long', `long-2.0-cp312-cp312-${platform}.whl`));
    expect(other).toMatchObject({ size: 700 });
  });

  it('are downloads, where it has none, or those of another Python', async () => {
    mkdirSync(join(wheels, 'pypi/fast/2.0-cp310-cp310-linux_x86_64/fast-2.0.dist-info'), { recursive: true });
    const found = await planned(
      table('fast', 'fast-2.0-cp311-cp311-linux_x86_64.whl'),
      table('none', 'none-2.0-py3-none-any.whl'),
    );
    const download = { version: '2.0', source: 'pypi', size: 700 };
    expect(found).toEqual([
      { name: 'fast', ...download },
      { name: 'none', ...download },
    ]);
  });
});
