/** Real problem reports about kernels that change, are moved or are damaged; each title says which one and what is right. */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listKernels } from '../../src/kernels/kernelspec.js';
import { addHealth, listEntries } from '../../src/kernels/list/rows.js';
import { createWell } from '../support/create.js';
import { type Home, makeHome } from '../support/home.js';
import { makeKernel } from '../support/made-kernel.js';
import { generationOf, resultOf } from '../support/operate.js';
import { putKernel, specOf } from '../support/published.js';

const homeWith = (locks: readonly string[]) => {
  const home = makeHome({ pretendUv: true });
  return { home, ...putKernel(home, { locks }) };
};

const rollback = (home: Home) => resultOf(home, 'rollback', 'mine');

describe('report 17: the environment is moved', () => {
  it('report 17: a moved generation is not published again and its kernelspec not changed; a link in its place is accepted', async () => {
    const { home, prefix } = homeWith(['', '']);
    const before = specOf(home);
    const elsewhere = join(home.directory, 'elsewhere');
    renameSync(prefix(1), elsewhere);
    await expect(rollback(home)).rejects.toMatchObject({ code: 'generation-only' });
    expect(specOf(home)).toEqual(before);
    symlinkSync(elsewhere, prefix(1));
    expect((await rollback(home)).ok).toBe(true);
  });
});

/** What the list of kernels says of the only one. */
async function listed(home: Home) {
  const [row] = await addHealth(await listEntries(home.site), home.site);
  return row?.health;
}

describe('report 17: the environment is moved', () => {
  it('report 17: the list says so, names the old path and the new one, and offers to rebuild it; a link in its place is accepted', async () => {
    const home = makeHome({ pretendUv: true });
    const { prefix } = makeKernel(home);
    const before = specOf(home);
    const moved = `${prefix}-2`;
    renameSync(prefix, moved);
    const health = await listed(home);
    expect(health).toMatchObject({ state: 'environment-moved', fix: 'rebuild' });
    expect(health?.message).toContain(`\`${moved}\``);
    expect(health?.message).toContain(`\`${prefix}\``);
    expect(specOf(home)).toEqual(before);
    symlinkSync(moved, prefix);
    expect(await listed(home)).toMatchObject({ state: 'starts' });
  });
});

describe('report 18: single files are purged', () => {
  it('report 18: the list sees that `encodings` of the environment’s own Python is gone, and offers a rebuild from the lock', async () => {
    const home = makeHome({ pretendUv: true });
    const { at } = makeKernel(home);
    // As in an environment from channels, which never had it.
    rmSync(at('pyvenv.cfg'));
    const manifest = at('.create_kernel/manifest');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/^\["pyvenv.cfg".*\n/m, ''));
    for (const path of ['conda-meta', 'lib/python3.11/encodings']) mkdirSync(at(path));
    for (const name of ['os.py', 'site.py', 'encodings/__init__.py'])
      writeFileSync(at(`lib/python3.11/${name}`), '');
    writeFileSync(at('conda-meta/history'), '');
    expect(await listed(home)).toMatchObject({ state: 'starts' });
    rmSync(at('lib/python3.11/encodings'), { recursive: true });
    expect(await listed(home)).toMatchObject({
      ...{ state: 'half-deleted', fix: 'rebuild', message: expect.stringContaining('encodings') },
      hint: expect.stringContaining('the same packages again'),
    });
  });

  it('report 18: a generation without its interpreter is not published, the refusal names the file, and offers a rebuild from the lock', async () => {
    const { home, prefix } = homeWith(['', '']);
    rmSync(join(prefix(1), 'bin/python'));
    await expect(rollback(home)).rejects.toMatchObject({
      code: 'generation-incomplete',
      message: expect.stringContaining(join(prefix(1), 'bin/python')),
      hint: expect.stringContaining('rebuild the kernel from its lock'),
    });
    expect(specOf(home).metadata.create_kernel.generation).toBe(2);
  });
});

describe('report 33: others cannot read a shared kernel', () => {
  it('report 33: publishing an older generation keeps kernel.json readable for others, unless it has secret values', async () => {
    const { home, directory } = homeWith(['', '']);
    await rollback(home);
    const { mode } = statSync(join(directory, 'kernel.json'));
    expect(mode & 0o777).toBe(0o666 & ~process.umask());
  });
});

describe('report 36: a change in place breaks a running kernel', () => {
  it('report 36: a failed change leaves the old generation published and whole, and a change can be taken back', async () => {
    const home = makeHome({ pretendUv: true });
    const { plan } = await createWell(home, { name: 'mine', packages: ['six'] });
    const before = specOf(home);
    home.hook('exit 1');
    expect((await generationOf(home, 'rebuild', 'mine')).state.status).toBe('failed');
    expect(specOf(home)).toEqual(before);
    home.hook('');
    expect((await generationOf(home, 'rebuild', 'mine')).state.status).toBe('succeeded');
    // What a running notebook uses is still there.
    expect(existsSync(join(plan.prefix, 'bin/python'))).toBe(true);
    expect((await rollback(home)).notes).toEqual([expect.stringContaining('No running kernel')]);
    expect(specOf(home)).toEqual(before);
    expect(await listKernels(home.site)).toHaveLength(1);
  });
});
