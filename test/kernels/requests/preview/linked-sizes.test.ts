import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { withLinkedSizes } from '../../../../src/kernels/requests/preview/linked-sizes.js';
import { readCondaPlan } from '../../../../src/managers/conda/dry-run.js';

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
const planned = (actions: object) => withLinkedSizes(readCondaPlan(answer(actions), cache));
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

  it('take the space of the byte code that conda compiles for modules without a platform', async () => {
    const paths = [
      { _path: 'site-packages/pure/__init__.py', size_in_bytes: 3000 },
      { _path: 'site-packages/pure/data.json', size_in_bytes: 5000 },
    ];
    const record = cached('pure-2.0-py_0', paths, { noarch: 'python' });
    const pure = { name: 'pure', version: '2.0', build: 'py_0' };
    const [found] = await planned({ LINK: [pure] });
    expect(found?.linked).toEqual({ bytes: 3300 + record, files: 2 });
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
  expect(readCondaPlan(text, cache)).toEqual([{ name: 'tool', version: '1.0', source: 'conda', size: 4321 }]);
});
