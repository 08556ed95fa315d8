/** The lock alone gives another account the very same environment, with the manager's own command. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/base/process.js';
import { readStored } from '../../src/base/stored.js';
import { planFormat } from '../../src/steps/plan.js';
import { type CondaName, condaParts } from '../parts/conda/index.js';
import { createWell } from '../support/create.js';
import { makeHome } from '../support/home.js';

const parts = await condaParts();
const { conda, mamba, micromamba } = parts;
const home = makeHome({
  shared: true,
  keepPackages: true,
  settings: {
    managers: { conda: { path: conda }, mamba: { path: mamba }, micromamba: { path: micromamba } },
    channels: { default: [parts.channel] },
  },
});
const other = join(home.directory, 'another account');
const packages = ['six'];

beforeAll(() => mkdir(other));

/** Runs a program in the other account's home; what was downloaded once need not be downloaded again. */
async function asOther(argv: string[]): Promise<string> {
  const caches = join(home.environments, '.package-cache');
  const environment = {
    ...home.site.environment,
    HOME: other,
    PIP_NO_COMPILE: '1',
    PIP_CACHE_DIR: join(caches, 'pip'),
    UV_CACHE_DIR: join(caches, 'uv'),
  };
  const { exit, stdout, stderr } = await run(argv, { environment, seconds: 600 });
  if (exit !== 0) throw new Error(`${argv.join(' ')}\n${stdout}\n${stderr}`);
  return stdout;
}

/** Has a kernel made, then the same environment from its lock; gives what is in the one and in the other. */
async function both(
  { manager, pip_packages = [] }: { manager: string; pip_packages?: string[] },
  fromLock: (prefix: string, lock: string) => Promise<void>,
): Promise<[string[], string[]]> {
  const name = `locked-${manager}${pip_packages.length || ''}`;
  const { plan, files } = await createWell(home, { name, manager, packages, pip_packages });
  const prefix = join(other, name);
  await fromLock(prefix, readStored(files.plan, planFormat).value.lock);
  return [await packagesIn(plan.prefix), await packagesIn(prefix)];
}

const LIST = `from importlib.metadata import distributions
print(*sorted({"%s %s" % (each.metadata["Name"], each.version) for each in distributions()}), sep="\\n")`;

async function packagesIn(prefix: string): Promise<string[]> {
  return (await asOther([join(prefix, 'bin/python'), '-I', '-c', LIST])).split('\n');
}

describe('a lock', () => {
  it('of uv', async () => {
    const [mine, theirs] = await both({ manager: 'uv' }, async (prefix, lock) => {
      const { programs, interpreters } = (await home.equip()).tools;
      const program = programs.uv?.path ?? '';
      await asOther([program, 'venv', '--python', interpreters[0]?.path ?? '', prefix]);
      await asOther([program, 'pip', 'install', '--python', prefix, '--require-hashes', '-r', lock]);
    });
    expect(theirs).toEqual(mine);
    expect(mine.length).toBeGreaterThan(20);
  });

  it('of venv and pip', async () => {
    const [mine, theirs] = await both({ manager: 'venv' }, async (prefix, lock) => {
      const { interpreters } = (await home.equip()).tools;
      await asOther([interpreters[0]?.path ?? '', '-m', 'venv', prefix]);
      await asOther([join(prefix, 'bin/pip'), 'install', '--require-hashes', '-r', lock]);
    });
    expect(theirs).toEqual(mine);
    expect(mine.length).toBeGreaterThan(20);
  });

  it.each<CondaName>(['conda', 'mamba', 'micromamba'])('of %s', async (manager) => {
    const [mine, theirs] = await both({ manager }, async (prefix, lock) => {
      await asOther([parts[manager], 'create', '--yes', '--prefix', prefix, '--file', lock]);
    });
    expect(theirs).toEqual(mine);
    expect(mine.length).toBeGreaterThan(20);
  });

  it('of conda with a second one for what pip has added', async () => {
    const given = { manager: 'conda', pip_packages: ['iniconfig'] };
    const [mine, theirs] = await both(given, async (prefix, lock) => {
      await asOther([conda, 'create', '--yes', '--prefix', prefix, '--file', lock]);
      const second = join(lock, '../pip-lock.txt');
      const pip = [join(prefix, 'bin/python'), '-m', 'pip'];
      await asOther([...pip, 'install', '--require-hashes', '-r', second]);
    });
    expect(theirs).toEqual(mine);
    expect(mine).toContainEqual(expect.stringMatching(/^iniconfig /));
  });
});
