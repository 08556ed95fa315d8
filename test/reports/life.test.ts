/** Real problem reports about kernels that change, are moved or are damaged; each title says which one and what is right. */
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { appRoot } from '../../src/base/program.js';
import { findKernel } from '../../src/kernels/find-kernel.js';
import { listKernels } from '../../src/kernels/kernelspec.js';
import { addHealth, listEntries } from '../../src/kernels/list/rows.js';
import { createWell } from '../support/create.js';
import { type Home, makeHome } from '../support/home.js';
import { makeKernel } from '../support/made-kernel.js';
import { generationOf, resultOf } from '../support/operate.js';
import { buildProgram } from '../support/program.js';
import { putKernel, specOf } from '../support/published.js';

// A group that is not the user's own.
const OTHER = 65534;

const program = join(appRoot, 'bin/create-kernel');

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
  /** A new kernel and the publication of an older generation of it, both under a mask. */
  async function madeUnder(mask: string): Promise<Home> {
    const home = makeHome({ pretendUv: true });
    await buildProgram();
    const steps = [
      'create mine --kernel-variable TOKEN',
      'create open',
      'rebuild open --yes',
      'rollback open',
    ];
    const lines = steps.map((each) => `"$ck" ${each}`).join(' && ');
    const env = { ...home.environment, ck: program, TOKEN: 'swordfish-swordfish' };
    await execa('bash', ['-c', `umask ${mask}; ${lines}`], { env, extendEnv: false });
    return home;
  }

  it.each([
    ['077', 0o600, 0o700],
    ['027', 0o640, 0o750],
    // Whoever could write it could run programs as its user.
    ['002', 0o644, 0o755],
  ])(
    'report 33: under umask %s, the kernel is as readable as that says, writable for its user only, and its secrets stay private',
    async (mask, file, directory) => {
      const home = await madeUnder(mask);
      const modeOf = (...path: string[]) => statSync(join(...path)).mode & 0o777;
      const { directory: kernelspec, origin } = await findKernel('open', home.site);
      const prefix = origin?.prefix ?? '';
      expect(modeOf(kernelspec, 'kernel.json')).toBe(file);
      expect(modeOf(prefix, '.create_kernel/kernelspec/kernel.json')).toBe(file);
      for (const each of [kernelspec, prefix, dirname(prefix), join(prefix, 'bin')])
        expect([each, modeOf(each)]).toEqual([each, directory]);
      expect(modeOf(home.jupyter_data, 'kernels/mine/kernel.json')).toBe(0o600);
    },
  );

  it.skipIf(process.getuid?.() !== 0)(
    'report 33: a location that a group can write is refused before anything is made, with its path and the way to allow it',
    async () => {
      const home = makeHome({ pretendUv: true });
      chownSync(home.environments, 0, OTHER);
      chmodSync(home.environments, 0o2775);
      const options = { env: home.environment, extendEnv: false, reject: false } as const;
      const { exitCode, stderr } = await execa(program, ['create', 'mine'], options);
      expect(exitCode, stderr).toBe(3);
      expect(stderr).toContain(home.environments);
      expect(stderr).toContain('shared_directories');
      expect(readdirSync(home.environments)).toEqual([]);
    },
  );
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
