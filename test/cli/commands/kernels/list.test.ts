import { renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../../../src/cli/main.js';
import { makeHome } from '../../../support/home.js';
import { putKernel } from '../../../support/published.js';
import { RecordingTerminal } from '../../recording-terminal.js';

const home = makeHome({ shared: true });
putKernel(home);
beforeEach(() => {
  for (const [name, value] of Object.entries(home.environment)) vi.stubEnv(name, value);
});
afterEach(() => vi.unstubAllEnvs());

async function list(...words: string[]) {
  const terminal = new RecordingTerminal();
  const exit = await main(['list', ...words], terminal);
  return { exit, ...terminal };
}

describe('create-kernel list', () => {
  it('lists kernels that take at least a given space', async () => {
    expect(await list('--size', '0')).toMatchObject({ exit: 0, out: expect.stringContaining('mine') });
    expect(await list('--size', '900000')).toMatchObject({ exit: 0, out: '', talk: 'No kernels match\n' });
  });

  it('shortens names that no kernel of this app has in its table, and not in JSON', async () => {
    const long = 'x'.repeat(250);
    const { directory } = putKernel(home, { name: 'short', display_name: long });
    const kernels = dirname(directory);
    renameSync(directory, join(kernels, long));
    const lines = (await list()).out.trimEnd().split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(250);
    expect((await list('--json')).out).toContain(`"name":"${long}"`);
    rmSync(join(kernels, long), { recursive: true });
  });

  it('refuses a size that is not a number', async () => {
    const { exit, talk } = await list('--size', '5 GB');
    expect({ exit, talk }).toEqual({
      exit: 2,
      talk: expect.stringContaining('`--size` takes a number, not `5 GB`'),
    });
  });
});
