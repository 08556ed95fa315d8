/** A home with 200 kernelspecs that people and other tools made, some of them malformed. */
import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { main } from '../../../src/cli/main.js';
import { listKernels } from '../../../src/kernels/kernelspec.js';
import { addHealth, listEntries } from '../../../src/kernels/list/rows.js';
import type { KernelRow } from '../../../src/shared/kernels/kernel-row.js';
import { RecordingTerminal } from '../../cli/recording-terminal.js';
import { type Home, makeHome } from '../../support/home.js';
import { addSpec, malformed, spec } from '../../support/malformed-kernelspecs.js';

const good = (display_name: string) => (_: string, file: string) =>
  writeFileSync(file, JSON.stringify({ ...spec, display_name }));

async function rowsOf(home: Home): Promise<Map<string, KernelRow>> {
  const rows = await addHealth(await listEntries(home.site), home.site);
  return new Map(rows.map((row) => [row.name, row]));
}

describe('two hundred kernelspecs', () => {
  it('are all listed, the malformed ones with their fault', async () => {
    const home = makeHome();
    for (const [name, { put }] of Object.entries(malformed)) addSpec(home, name, put);
    for (let number = Object.keys(malformed).length; number < 200; number++)
      addSpec(home, `other-${number}`, good(`Other ${number}`));
    // Not kernelspecs, for Jupyter neither.
    writeFileSync(join(home.jupyter_data, 'kernels/file'), '');
    mkdirSync(join(home.jupyter_data, 'kernels/nothing'));
    symlinkSync('itself', join(home.jupyter_data, 'kernels/itself'));
    const rows = await rowsOf(home);
    expect(rows.size).toBe(201);
    for (const [name, { message }] of Object.entries(malformed))
      expect(rows.get(name)?.health, name).toMatchObject({
        state: 'kernelspec-broken',
        message: expect.stringMatching(message),
      });
    expect(rows.get('itself')?.health?.message).toMatch(/lead in a circle/);
    expect(rows.get('other-100')?.health).toEqual({ state: 'untried', looked: 0 });
  });
});

describe('the name of a kernelspec', () => {
  it('may have anything in it, and is one line of the list without control characters', async () => {
    const home = makeHome({ settings: { build_on: { clusters: [] } } });
    const names = [
      'two\nlines',
      'red\u001b[31m',
      'right\u202eleft',
      '<b>bold',
      '$(id)',
      'a b',
      `${'x'.repeat(250)}`,
    ];
    for (const name of names) addSpec(home, name, good(`Kernel ${names.indexOf(name)}`));
    // Latin-1: Node.js has no text for this name.
    const kernels = Buffer.from(join(home.jupyter_data, 'kernels/'));
    mkdirSync(Buffer.concat([kernels, Buffer.from([0x63, 0xe9])]));
    expect([...(await rowsOf(home)).keys()].sort()).toEqual([...names].sort());
    for (const [name, value] of Object.entries(home.environment)) vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
    const terminal = new RecordingTerminal();
    expect(await main(['list'], terminal)).toBe(0);
    const [, ...lines] = terminal.out.trim().split('\n');
    // The host may have central kernels.
    const numbers = lines.flatMap((line) => /Kernel (\d)/.exec(line)?.[1] ?? []);
    expect(numbers).toEqual(names.map((_, at) => String(at)));
    expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe('the order and the names of the list', () => {
  it('is that of Jupyter’s launcher, with one row for one kernel', async () => {
    const home = makeHome();
    const central = join(home.directory, 'central');
    addSpec(home, 'zebra', good('a first'));
    addSpec(home, 'mine', good('Group B: mine'));
    addSpec(home, 'other', good('Group A: other'));
    for (const name of ['MINE', 'r']) {
      mkdirSync(join(central, name), { recursive: true });
      good(`Central ${name}`)('', join(central, name, 'kernel.json'));
    }
    const site = { ...home.site, central: [central] };
    const rows = (await listEntries(site)).map(({ row }) => row);
    expect(rows.map(({ display_name }) => display_name)).toEqual([
      'a first',
      'Central r',
      'Group A: other',
      'Group B: mine',
    ]);
    expect(rows.at(-1)?.hides).toEqual([join(central, 'MINE')]);
  });

  it('takes what Jupyter takes: the first directory of its path that has the name', async () => {
    const home = makeHome();
    const before = join(home.directory, 'before');
    addSpec(home, 'mine', good('Mine'));
    mkdirSync(join(before, 'mine'), { recursive: true });
    good('Before')('', join(before, 'mine/kernel.json'));
    const kernels = await listKernels({ ...home.site, central: [before], preferred: [before] });
    expect(kernels.map(({ display_name, shadowed_by }) => [display_name, shadowed_by])).toEqual([
      ['Before', undefined],
      ['Mine', join(before, 'mine')],
    ]);
  });

  it('does not take a kernelspec that Jupyter cannot read as a file', async () => {
    const home = makeHome();
    const before = join(home.directory, 'before');
    addSpec(home, 'mine', good('Mine'));
    mkdirSync(join(before, 'mine/kernel.json'), { recursive: true });
    const kernels = await listKernels({ ...home.site, central: [before], preferred: [before] });
    expect(kernels.find(({ display_name }) => display_name === 'Mine')?.shadowed_by).toBeUndefined();
  });
});

// Root may read every file.
it.skipIf(process.getuid?.() !== 0)('a kernelspec without a permission to read it is listed so', async () => {
  const home = makeHome();
  addSpec(home, 'closed', good('Closed'));
  const other = 65_534;
  chownSync(home.directory, other, other);
  chmodSync(join(home.jupyter_data, 'kernels/closed/kernel.json'), 0);
  process.seteuid?.(other);
  try {
    expect((await rowsOf(home)).get('closed')?.health?.message).toMatch(/you have no permission to read it/);
  } finally {
    process.seteuid?.(0);
  }
});
