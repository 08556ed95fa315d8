/** What `check` reports without starting the kernel. That a kernel starts is tested with real ones. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Home, makeHome } from '../../support/home.js';
import { resultOf } from '../../support/operate.js';

const ID = '20261129-072312-5aa0b5';

/** A published kernel with a link to the host's Python. */
function putKernel(home: Home, record: object = { schema: 1, id: ID, number: 1 }) {
  const prefix = join(home.environments, 'mine', '1');
  const base = join(home.directory, 'python3.99');
  const directory = join(home.jupyter_data, 'kernels', 'mine');
  for (const path of [join(prefix, 'bin'), join(prefix, '.create_kernel'), directory])
    mkdirSync(path, { recursive: true });
  writeFileSync(base, '');
  symlinkSync(base, join(prefix, 'bin/python3'));
  symlinkSync('python3', join(prefix, 'bin/python'));
  writeFileSync(join(prefix, '.create_kernel/generation.json'), JSON.stringify(record));
  const recipe = { name: 'mine' };
  const origin = { id: ID, version: '1', generation: 1, prefix, manager: 'uv', recipe };
  const spec = { argv: ['python'], display_name: 'Mine', metadata: { create_kernel: origin } };
  writeFileSync(join(directory, 'kernel.json'), JSON.stringify(spec));
  return { prefix, base };
}

const checkMine = (home: Home) => resultOf(home, 'check', 'mine');

describe('checking a kernel', () => {
  it('names the interpreter that has gone from the host', async () => {
    const home = makeHome({ pretendUv: true });
    const { base } = putKernel(home);
    rmSync(base);
    expect(await checkMine(home)).toEqual({
      ok: false,
      message: `\`mine\` does not work: \`${base}\` is gone, the interpreter that its environment was made with. Rebuild the kernel, or create it again with another version`,
    });
  });

  it('says that the environment is gone', async () => {
    const home = makeHome({ pretendUv: true });
    const { prefix } = putKernel(home);
    rmSync(prefix, { recursive: true });
    expect(await checkMine(home)).toEqual({
      ok: false,
      message: `\`mine\` does not work: its environment \`${prefix}\` is gone. Create the kernel again`,
    });
  });

  it.each([
    ['another generation', { schema: 1, id: ID, number: 2 }, /name different generations/],
    ['another kernel', { schema: 1, id: 'other', number: 1 }, /name different generations/],
    ['nothing that is understood', { schema: 1, id: ID, number: 'one' }, /generation\.json` cannot be read/],
  ])('reports a record of %s', async (_, record, message) => {
    const home = makeHome({ pretendUv: true });
    putKernel(home, record);
    expect(await checkMine(home)).toMatchObject({ ok: false, message: expect.stringMatching(message) });
  });
});
