/** What version 0.1.0 made goes through every operation of this one. A new operation is a row of the table. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { readStored } from '../src/base/stored.js';
import type { Build } from '../src/builds/build.js';
import { listBuilds, readBuild, readBuildRecipe } from '../src/builds/builds.js';
import { frozenSettings } from '../src/builds/frozen-settings.js';
import { pruneGenerations } from '../src/builds/holding/retention.js';
import { writeLog } from '../src/builds/journal/write-log.js';
import { kernelText } from '../src/cli/commands/kernels/show.js';
import { findKernel } from '../src/kernels/find-kernel.js';
import { readReport } from '../src/kernels/generation.js';
import { type Kernel, listKernels } from '../src/kernels/kernelspec.js';
import { rebuild } from '../src/kernels/operations/makes/rebuild.js';
import { parseStoredRecipe } from '../src/recipe/recipe.js';
import { planFormat } from '../src/steps/plan.js';
import type { Home } from './support/home.js';
import { resultOf } from './support/operate.js';
import { builds, kernels, makeHomeOf010 } from './support/version-0.1.0.js';

const ends: Record<keyof typeof builds, string> = {
  'with-uv': 'succeeded',
  'with-venv': 'succeeded',
  'with-conda': 'succeeded',
  failed: 'failed',
  'failed-kept': 'failed',
  cancelled: 'cancelled',
  interrupted: 'interrupted',
  unsettled: 'interrupted',
};

type Row<Thing> = [string, (thing: Thing, home: Home) => Promise<void>];

const ofBuilds: Row<Build>[] = [
  [
    'is listed with its end',
    async ({ state }) => expect(state.status).toBe(ends[state.name as keyof typeof ends]),
  ],
  [
    'has a log',
    async ({ files }) => {
      const output = new PassThrough();
      const written = text(output);
      await writeLog(files, output);
      output.end();
      expect(await written).toMatch(/^# .* \([\w-]+\), generation 1/);
    },
  ],
  [
    'can be edited and retried',
    async (build) => expect((await readBuildRecipe(build)).name).toBe(build.state.name),
  ],
  [
    'has the settings that it was ordered with',
    async ({ files }) => expect(frozenSettings(files)?.limits.builds).toBe(3),
  ],
  [
    'has a step that gives its report, if it is carried out now',
    async ({ files }) => {
      const { steps } = readStored(files.plan, planFormat).value;
      expect(steps.filter(({ gives }) => gives === 'report').map(({ id }) => id)).toEqual(['try-kernel']);
    },
  ],
  [
    'has places that are this user’s own',
    async ({ places, plan }) => expect(places).toMatchObject({ prefix: plan.prefix, generation: 1 }),
  ],
];

const ofKernels: Row<Kernel>[] = [
  ['is listed as ours', async ({ owner }) => expect(owner).toBe('ours')],
  [
    'is shown with its recipe and packages',
    async (kernel) => {
      const shown = kernelText({
        kernel,
        recipe: parseStoredRecipe(kernel.origin?.recipe),
        report: readReport(kernel.origin?.prefix ?? ''),
      });
      expect(shown).toContain(`name: ${kernel.name}`);
      expect(shown).toMatch(/ipykernel/);
    },
  ],
  [
    'loses no generation to the retention of its only one',
    async ({ directory, origin }, home) => {
      const published = { prefix: origin?.prefix ?? '', kernel_directory: directory };
      expect(await pruneGenerations(published, home.site.config)).toEqual([]);
    },
  ],
  [
    'can be rebuilt by its manager from its lock, onto itself',
    async (kernel, home) => {
      const request = await rebuild.request(kernel, {}, await home.equip());
      expect(request).toMatchObject({ operation: 'rebuild', onto: kernel, recipe: { name: kernel.name } });
      expect(request.locked?.manager).toBe(kernel.origin?.manager);
      expect(request.locked?.language_version).toMatch(/^3\.\d+$/);
      expect(request.locked?.lock).toMatch(/ipykernel/);
    },
  ],
  [
    'is removed with its environment',
    async (kernel, home) => {
      expect((await resultOf(home, 'remove', kernel.name)).ok).toBe(true);
      expect(existsSync(join(home.environments, kernel.name))).toBe(false);
      expect(existsSync(kernel.directory)).toBe(false);
    },
  ],
];

describe.each(Object.entries(builds))('the build %s of version 0.1.0', (_, id) => {
  it.each(ofBuilds)('%s', async (_, look) => {
    const home = makeHomeOf010();
    await look(await readBuild(id, home.site), home);
  });
});

describe.each(kernels)('the kernel %s of version 0.1.0', (name) => {
  it.each(ofKernels)('%s', async (_, operate) => {
    const home = makeHomeOf010();
    await operate(await findKernel(name, home.site), home);
  });
});

it('everything of version 0.1.0 is listed', async () => {
  const home = makeHomeOf010();
  expect((await listBuilds(home.site)).map(({ id }) => id)).toEqual(Object.values(builds).reverse());
  const ours = (await listKernels(home.site)).filter(({ owner }) => owner === 'ours');
  expect(ours.map(({ name }) => name)).toEqual(kernels);
});
