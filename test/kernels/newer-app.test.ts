import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readBuild } from '../../src/builds/builds.js';
import { kernelText } from '../../src/cli/commands/kernels/show.js';
import { findKernel } from '../../src/kernels/find-kernel.js';
import { readReport } from '../../src/kernels/generation.js';
import { parseStoredRecipe } from '../../src/recipe/recipe.js';
import type { Home } from '../support/home.js';
import { resultOf } from '../support/operate.js';
import { builds, makeHomeOf010 } from '../support/version-0.1.0.js';

/** A kernel and its build as a newer version may write them, with unknown numbers, fields and an operation. */
function makeNewer(): Home {
  const home = makeHomeOf010();
  const newer = { schema: 99, operation: 'teleport', colour: { of: 'tomorrow' } };
  const change = (path: string, with_: (data: Record<string, unknown>) => object) =>
    writeFileSync(path, JSON.stringify(with_(JSON.parse(readFileSync(path, 'utf8')))));
  const add = (data: object) => ({ ...data, ...newer });
  const build = join(home.data_root, 'builds', builds['with-uv']);
  const kept = join(home.environments, 'with-uv/1/.create_kernel');
  for (const path of ['plan.json', 'order.json', 'status.json'].map((name) => join(build, name)))
    change(path, add);
  change(join(build, 'plan.json'), (plan) => ({ ...plan, steps: [{ kind: 'wish' }], environment: 1 }));
  for (const path of ['generation.json', 'report.json'].map((name) => join(kept, name))) change(path, add);
  change(join(home.environments, 'with-uv/.create_kernel.json'), add);
  const spec = join(home.jupyter_data, 'kernels/with-uv/kernel.json');
  // biome-ignore lint/suspicious/noExplicitAny: a test of any file's fields
  change(spec, ({ metadata, ...rest }: any) => {
    const { create_kernel: origin } = metadata;
    const recipe = { ...origin.recipe, mood: 'bright' };
    return { ...rest, ...newer, metadata: { ...metadata, create_kernel: { ...origin, ...newer, recipe } } };
  });
  return home;
}

it('a kernel of a newer app is shown, and its build is listed', async () => {
  const home = makeNewer();
  const kernel = await findKernel('with-uv', home.site);
  const recipe = parseStoredRecipe(kernel.origin?.recipe);
  const shown = kernelText({ kernel, recipe, report: readReport(kernel.origin?.prefix ?? '') });
  expect(shown).toMatch(/six/);
  expect(shown).not.toMatch(/mood/);
  const { places, state } = await readBuild(builds['with-uv'], home.site);
  expect(state.status).toBe('succeeded');
  expect(places?.generation).toBe(1);
});

it('a kernel of a newer app is checked, if its interpreter exists', async () => {
  const home = makeNewer();
  const result = await resultOf(home, 'check', 'with-uv');
  expect(result).toMatchObject({ ok: false, message: expect.stringContaining('`with-uv` does not work') });
});

it('a kernel of a newer app is removed', async () => {
  const home = makeNewer();
  expect((await resultOf(home, 'remove', 'with-uv')).ok).toBe(true);
  expect(existsSync(join(home.environments, 'with-uv'))).toBe(false);
});
