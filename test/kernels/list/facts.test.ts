/** The facts in the list: what is known of environments of other tools, sizes, and the last use. */
import { linkSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { lastUsed } from '../../../src/kernels/list/last-used.js';
import { keepsAccessTimes, parseMounts } from '../../../src/kernels/list/mounts.js';
import { listEntries } from '../../../src/kernels/list/rows.js';
import { knownSizes, measureSizes } from '../../../src/kernels/list/sizes.js';
import { environmentOf } from '../../../src/sources/runtime/python-environment.js';
import { makeHome } from '../../support/home.js';
import { makeKernel } from '../../support/made-kernel.js';
import { temporaryDirectory } from '../../support/python.js';

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

describe('an environment of another tool', () => {
  it.each([
    ['pyvenv.cfg', 'home = /usr/bin\nversion = 3.11.2\n', { manager: 'venv', version: '3.11.2' }],
    [
      'pyvenv.cfg',
      'home = /usr/bin\nuv = 0.9.1\nversion_info = 3.12.4\n',
      { manager: 'uv', version: '3.12.4' },
    ],
    ['conda-meta/python-3.10.14-h955ad1f_1.json', '{}', { manager: 'conda', version: '3.10.14' }],
    ['conda-meta/r-base-4.3.1-h29c4799_3.json', '{}', { manager: 'conda' }],
  ])('is known by its %s: %j', async (path, text, found) => {
    const prefix = await temporaryDirectory();
    put(join(prefix, path), text);
    expect(environmentOf(join(prefix, 'bin/python'))).toEqual({ prefix, ...found });
  });

  it.each([
    ['python', '3.11.2'],
    ['octave', undefined],
  ])(
    'gives the version of its Python, which is not that of a kernel of another language: %s',
    async (language, version) => {
      const home = makeHome();
      const prefix = join(home.directory, 'theirs');
      put(join(prefix, 'pyvenv.cfg'), 'home = /usr/bin\nversion = 3.11.2\n');
      const spec = { argv: [join(prefix, 'bin/python')], display_name: 'Theirs', language };
      put(join(home.jupyter_data, 'kernels/theirs/kernel.json'), JSON.stringify(spec));
      const rows = (await listEntries(home.site)).map(({ row }) => row);
      const found = rows.find(({ name }) => name === 'theirs');
      expect([found?.manager, found?.language_version]).toEqual(['venv', version]);
    },
  );

  it('is none without such a file', async () => {
    expect(environmentOf(join(await temporaryDirectory(), 'bin/python'))).toBeUndefined();
  });
});

describe('the size of an environment', () => {
  it('counts a file with several names once, and follows no link', async () => {
    const home = makeHome();
    const prefix = await temporaryDirectory();
    put(join(prefix, 'a/one'), 'x'.repeat(1000));
    linkSync(join(prefix, 'a/one'), join(prefix, 'two'));
    symlinkSync('/usr', join(prefix, 'usr'));
    const du = await execa('du', ['-s', '--block-size=1', prefix]);
    await measureSizes([prefix], home.site);
    expect(knownSizes(home.site)[prefix]).toMatchObject({ size: Number.parseInt(du.stdout, 10), files: 2 });
  });

  it('is kept until the kernel is not in the list any more', async () => {
    const home = makeHome();
    const { prefix } = makeKernel(home);
    await measureSizes([prefix], home.site);
    expect(Object.keys(knownSizes(home.site))).toEqual([prefix]);
    expect(knownSizes(home.site)[prefix]?.files).toBeGreaterThan(30);
    await measureSizes([], home.site);
    const other = makeKernel(home, 'other');
    await measureSizes([other.prefix], home.site);
    expect(Object.keys(knownSizes(home.site))).toEqual([other.prefix]);
  });
});

describe('the last use of a kernel', () => {
  it('is the time of its newest connection file', async () => {
    const home = makeHome();
    const kernel = await makeKernel(home).read();
    for (const [file, name, time] of [
      ['kernel-1.json', 'mine', 1_800_000_000],
      ['kernel-2.json', 'MINE', 1_900_000_000],
      ['kernel-3.json', 'other', 1_950_000_000],
    ] as const) {
      const path = join(home.jupyter_data, 'runtime', file);
      put(path, JSON.stringify({ kernel_name: name, key: 'secret' }));
      utimesSync(path, time, time);
    }
    put(join(home.jupyter_data, 'runtime/kernel-4.json'), 'not JSON');
    expect(lastUsed(home.site)(kernel, undefined)).toBe(1_900_000_000_000);
  });
});

describe('a file system', () => {
  const mounts = parseMounts(`22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
31 22 0:30 / /scratch rw,noatime - lustre a@tcp:/s rw
32 22 0:31 / /my\\040files rw,nosuid - nfs4 b:/f rw
`);
  it.each([
    ['/home/ada/k', true],
    ['/scratch/ada', false],
    ['/scratchy', true],
    ['/my files/x', true],
  ])('of %s keeps access times: %s', (path, keeps) => {
    expect(keepsAccessTimes(path, mounts)).toBe(keeps);
  });
});
