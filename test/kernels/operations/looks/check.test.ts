/** What `check` reports without starting the kernel. That a kernel starts is tested with real ones. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Home, makeHome } from '../../../support/home.js';
import { makeReadOnly, mayMount } from '../../../support/mount.js';
import { resultOf } from '../../../support/operate.js';

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
      message: `\`mine\` does not work. \`${base}\` is gone, the interpreter that its environment was made with. Rebuild the kernel: it gets the same packages again; or create it again with another version`,
    });
  });

  /** A kernel with a report. Its interpreter was replaced since: by a program that prints a version, or by nothing. */
  async function checkReplaced(line: string | undefined) {
    const home = makeHome({ pretendUv: true });
    const { base, prefix } = putKernel(home);
    const kernel = {
      ...{ ok: true, seconds: 1, executable: '', language_version: '3.11.2', implementation: '' },
      base: { path: base, size: 6_831_736, modified: 1_700_000_000 },
    };
    writeFileSync(
      join(prefix, '.create_kernel/report.json'),
      JSON.stringify({ kernel, imports: [], packages: [], size: 0, files: 0 }),
    );
    rmSync(base);
    if (line !== undefined) writeFileSync(base, `#!/bin/sh\n${line}\n`, { mode: 0o755 });
    const { ok, message, notes } = await checkMine(home);
    return { ok, text: [message, ...(notes ?? [])].join('\n').replaceAll(base, 'BASE') };
  }

  it.each([
    [
      'gone',
      undefined,
      '`BASE` is gone, the Python 3.11.2 that its environment was made with. Rebuild the kernel',
    ],
    ['another version', 'echo Python 3.12.1', '`BASE` is Python 3.12.1 now, and was the Python 3.11.2'],
    ['broken', 'exit 1', '`BASE` does not run, the Python 3.11.2'],
  ])('says that its recorded interpreter is %s', async (_, line, words) => {
    const { ok, text } = await checkReplaced(line);
    expect(ok).toBe(false);
    expect(text).toContain(words);
  });

  it.each([
    ['a patch release', 'echo Python 3.11.9', 'was replaced: it was Python 3.11.2 and is 3.11.9 now'],
    ['the same version', 'echo Python 3.11.2', 'was replaced: it was Python 3.11.2 too'],
  ])('notes an interpreter that was replaced by %s', async (_, line, words) => {
    expect((await checkReplaced(line)).text).toContain(words);
  });

  it('says that the environment is gone', async () => {
    const home = makeHome({ pretendUv: true });
    const { prefix } = putKernel(home);
    rmSync(prefix, { recursive: true });
    expect(await checkMine(home)).toEqual({
      ok: false,
      message: `\`mine\` does not work. Its environment \`${prefix}\` is gone. Rebuild the kernel: it gets the same packages again`,
    });
  });

  it.skipIf(!mayMount)('reports its result also if the list cannot keep it', async () => {
    const home = makeHome({ pretendUv: true });
    putKernel(home);
    makeReadOnly(home, home.data_root);
    expect(await checkMine(home)).toMatchObject({
      ok: false,
      message: expect.stringContaining('`mine` does not work: '),
      // What the session sets that the kernel does not get is noted too.
      notes: expect.arrayContaining([
        expect.stringMatching(/The list of kernels will not show.*: the file system is read-only$/),
      ]),
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
