import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { kernelOfBuild } from '../../src/kernels/find-kernel.js';
import { makeHome } from '../support/home.js';

const origin = { version: '0.1.0', prefix: '/envs/mine/1', manager: 'uv', recipe: { name: 'mine' } };
const cases: [string, Record<string, object>, object | undefined][] = [
  ['as it was', { mine: { id: 'a', generation: 1 } }, { name: 'mine' }],
  ['under another name', { other: { id: 'a', generation: 1 } }, { name: 'other' }],
  ['with another generation', { mine: { id: 'a', generation: 2 } }, { origin: { generation: 2 } }],
  ['nowhere, if it was removed', {}, undefined],
  ['nowhere, if another kernel has its name', { mine: { id: 'b', generation: 1 } }, undefined],
];

it.each(cases)('The kernel of a build is found %s', async (_, kernels, found) => {
  const { jupyter_data, site } = makeHome();
  for (const [name, own] of Object.entries(kernels)) {
    const directory = join(jupyter_data, 'kernels', name);
    mkdirSync(directory, { recursive: true });
    const metadata = { create_kernel: { ...origin, ...own } };
    const spec = { argv: ['python'], display_name: name, metadata };
    writeFileSync(join(directory, 'kernel.json'), JSON.stringify(spec));
  }
  const plan = { name: 'mine', kernel_id: 'a', kernel_directory: join(jupyter_data, 'kernels', 'mine') };
  const kernel = await kernelOfBuild({ plan }, site);
  if (found) expect(kernel).toMatchObject(found);
  else expect(kernel).toBeUndefined();
});
