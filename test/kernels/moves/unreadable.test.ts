/** A kernelspec that cannot be read is removed by its button, and comes back by undo. */
import { lstatSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyTrash } from '../../../src/kernels/removal/trash.js';
import { type Home, makeHome } from '../../support/home.js';
import { addSpec, malformed, spec } from '../../support/malformed-kernelspecs.js';
import { resultOf } from '../../support/operate.js';
import { textOf } from '../../support/page.js';
import { putKernel } from '../../support/published.js';
import { waitFor } from '../../support/wait.js';
import { serveHome, Visitor } from '../../support/web.js';

const home = makeHome({ pretendUv: true, shared: true });
const kernelsOf = ({ jupyter_data }: Home) => readdirSync(join(jupyter_data, 'kernels'));

/** What is in the launcher under a name: the kind of the file, its size or the target of its directory. */
function stateOf(name: string): unknown {
  const directory = join(home.jupyter_data, 'kernels', name);
  const own = lstatSync(directory);
  const file = own.isDirectory() ? lstatSync(join(directory, 'kernel.json')) : own;
  return [own.mode, file.mode, file.size, file.ino];
}

describe.each([...Object.entries(malformed).map(([name, { put }]) => ({ name, put })), { name: 'itself' }])(
  'a kernelspec that is $name',
  ({ name, put }: { name: string; put?: (directory: string, file: string) => void }) => {
    it('is removed into the trash, and comes back as it was', async () => {
      if (put) addSpec(home, name, put);
      else symlinkSync('itself', join(home.jupyter_data, 'kernels', name));
      const before = stateOf(name);
      const preview = await resultOf(home, 'remove', name, { dry_run: true });
      expect(preview.message).toMatch(/^Nothing has changed/);
      expect((await resultOf(home, 'remove', name)).message).toContain(
        `\`create-kernel undo ${name} --removal `,
      );
      expect(kernelsOf(home)).not.toContain(name);
      emptyTrash(home.site);
      await resultOf(home, 'undo', name);
      expect(stateOf(name)).toEqual(before);
      await resultOf(home, 'remove', name, { now: true });
      expect(kernelsOf(home)).not.toContain(name);
      await waitFor('the deletion', () => readdirSync(join(home.jupyter_data, 'create_kernel')).length === 0);
    });
  },
);

it('The page of an unreadable kernelspec shows its file and its fault, with the button that removes it', async () => {
  const own = makeHome({ pretendUv: true });
  addSpec(own, 'torn', malformed.torn?.put ?? (() => {}));
  const visitor = new Visitor(await serveHome(own));
  const list = (await visitor.get('/kernels')).text;
  expect(list).toContain('/kernels/show?name=torn#health');
  const page = textOf((await visitor.get('/kernels/show?name=torn')).text);
  expect(page).toContain(
    `${own.jupyter_data}/kernels/torn/kernel.json cannot be read, because it is not JSON`,
  );
  expect(page).toContain('Nothing else is changed');
  expect(await visitor.post('/kernels/remove', { name: 'torn' })).toMatchObject({ status: 303 });
  expect(kernelsOf(own)).toEqual([]);
  expect(await visitor.post('/kernels/undo', { name: 'torn' })).toMatchObject({ status: 303 });
  expect(kernelsOf(own)).toEqual(['torn']);
});

it('A kernel with a record that something else has changed is removed without its environments', async () => {
  const own = makeHome({ pretendUv: true });
  const { prefix } = putKernel(own, { locks: [''] });
  const metadata = { create_kernel: { generation: 'one' } };
  writeFileSync(join(own.jupyter_data, 'kernels/mine/kernel.json'), JSON.stringify({ ...spec, metadata }));
  await expect(resultOf(own, 'freeze', 'mine')).rejects.toMatchObject({
    code: 'kernel-record-broken',
    hint: expect.stringContaining('`create-kernel remove mine`'),
  });
  await resultOf(own, 'remove', 'mine', { now: true });
  expect(kernelsOf(own)).toEqual([]);
  expect(lstatSync(prefix(1)).isDirectory()).toBe(true);
});

it('A kernelspec that can be read and was made by another tool is not removed', async () => {
  const own = makeHome({ pretendUv: true });
  addSpec(own, 'other', (_, file) => writeFileSync(file, JSON.stringify(spec)));
  await expect(resultOf(own, 'remove', 'other')).rejects.toMatchObject({ code: 'kernel-of-others' });
  expect(kernelsOf(own)).toEqual(['other']);
});
