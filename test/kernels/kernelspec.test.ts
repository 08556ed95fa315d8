import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findKernel } from '../../src/kernels/find-kernel.js';
import { listKernels } from '../../src/kernels/kernelspec.js';
import { temporaryDirectory } from '../support/python.js';

const origin = { version: '1', generation: 2, prefix: '/e/mine/2', manager: 'uv', recipe: { name: 'mine' } };
const spec = { argv: ['python'], display_name: 'Shown', language: 'python' };
const ours = { ...spec, metadata: { debugger: true, create_kernel: origin } };

async function makeSite() {
  const root = await temporaryDirectory();
  const central = [join(root, 'central'), '/proc/nonexistent'];
  const site = {
    jupyter_data: join(root, 'jupyter'),
    central,
    locations: [],
    data_root: '/proc/nonexistent',
  };
  const put = (directory: string, name: string, text: string | object) => {
    mkdirSync(join(directory, name), { recursive: true });
    writeFileSync(
      join(directory, name, 'kernel.json'),
      typeof text === 'string' ? text : JSON.stringify(text),
    );
  };
  const own = join(site.jupyter_data, 'kernels');
  return { site, own, central: site.central[0] ?? '', put };
}

describe('the kernels that the launcher shows', () => {
  it('are distinguished: this app’s, the user’s others and central ones', async () => {
    const { site, own, central, put } = await makeSite();
    put(own, 'mine', ours);
    put(own, 'other', spec);
    put(central, 'anaconda', spec);
    // A kernel of this app that was copied into a central directory is not this user's.
    put(central, 'copied', ours);
    expect((await listKernels(site)).map(({ name, owner }) => `${name} ${owner}`)).toEqual([
      'anaconda central',
      'copied central',
      'mine ours',
      'other own',
    ]);
  });

  it('have the origin of this app’s kernels', async () => {
    const { site, own, put } = await makeSite();
    put(own, 'mine', ours);
    expect(await listKernels(site)).toMatchObject([{ origin, display_name: 'Shown', language: 'python' }]);
  });

  it('report a record of ours that something else has changed', async () => {
    const { site, own, put } = await makeSite();
    put(own, 'mine', { ...spec, metadata: { create_kernel: { ...origin, generation: 'second' } } });
    expect(await listKernels(site)).toMatchObject([
      { owner: 'own', problem: expect.stringMatching(/Create Kernel.*`generation`/) },
    ]);
    await expect(findKernel('mine', site)).rejects.toMatchObject({
      code: 'kernel-record-broken',
      message: expect.stringContaining('mine/kernel.json'),
    });
  });

  it.each([
    ['torn', '{"argv":'],
    ['empty', ''],
    ['a list', '[]'],
    ['of another shape', '{"argv":"python","display_name":3}'],
    ['with an origin of another version', { ...spec, metadata: { create_kernel: { version: 2 } } }],
    ['without metadata', { ...spec, metadata: undefined }],
  ])('are listed although a kernel.json is %s', async (_, text) => {
    const { site, own, put } = await makeSite();
    put(own, 'odd', text);
    put(own, 'mine', ours);
    expect((await listKernels(site)).map(({ name, owner }) => `${name} ${owner}`)).toEqual([
      'mine ours',
      'odd own',
    ]);
  });

  it('are listed if the name of the directory is not UTF-8, as Jupyter lists them, but cannot be used', async () => {
    const { site, own, put } = await makeSite();
    put(own, 'mine', ours);
    const directory = Buffer.concat([Buffer.from(`${own}/caf`), Buffer.from([0xe9])]);
    renameSync(join(own, 'mine'), directory);
    expect(await listKernels(site)).toMatchObject([{ name: 'caf\ufffd', owner: 'own', misnamed: true }]);
    await expect(findKernel('caf\ufffd', site)).rejects.toMatchObject({
      code: 'kernelspec-misnamed',
      hint: expect.stringContaining('Rename the directory'),
    });
    renameSync(directory, join(own, 'mine'));
  });

  it('are none without a directory, and files that are not kernels are skipped', async () => {
    const { site, own } = await makeSite();
    expect(await listKernels(site)).toEqual([]);
    mkdirSync(join(own, 'empty'), { recursive: true });
    writeFileSync(join(own, 'file'), '');
    expect(await listKernels(site)).toEqual([]);
  });
});

describe('finding a kernel', () => {
  it('ignores case, and finds only kernels of this app', async () => {
    const { site, own, put } = await makeSite();
    put(own, 'mine', ours);
    put(own, 'other', spec);
    expect((await findKernel('MINE', site)).name).toBe('mine');
    await expect(findKernel('other', site)).rejects.toMatchObject({ code: 'kernel-of-others' });
  });

  it('suggests a similar name', async () => {
    const { site, own, put } = await makeSite();
    put(own, 'mine', ours);
    await expect(findKernel('minne', site)).rejects.toMatchObject({ hint: 'Did you mean `mine`?' });
    await expect(findKernel('Shown', site)).rejects.toMatchObject({ hint: 'Did you mean `mine`?' });
  });
});
