/** The lock of a conda kernel alone gives another account the very same environment; rebuild.test.ts has the other managers. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readStored } from '../../src/base/stored.js';
import { planFormat } from '../../src/steps/plan.js';
import { type CondaName, condaParts } from '../parts/conda/index.js';
import { createWell } from '../support/create.js';
import { makeHome } from '../support/home.js';
import { OtherAccount } from '../support/other-account.js';

const parts = await condaParts();
const { mamba, micromamba } = parts;
const home = makeHome({
  shared: true,
  keepPackages: true,
  settings: {
    managers: { mamba: { path: mamba }, micromamba: { path: micromamba } },
    channels: { default: [parts.channel] },
  },
});
const other = new OtherAccount(home);

it.each<CondaName>(['mamba', 'micromamba'])('a lock of %s', async (manager) => {
  const name = `locked-${manager}`;
  const { plan, files } = await createWell(home, { name, manager, packages: ['six'] });
  const { lock } = readStored(files.plan, planFormat).value;
  const prefix = join(other.directory, name);
  await other.run([parts[manager], 'create', '--yes', '--prefix', prefix, '--file', lock]);
  const mine = await other.packagesIn(plan.prefix);
  expect(await other.packagesIn(prefix)).toEqual(mine);
  expect(mine.length).toBeGreaterThan(20);
});
