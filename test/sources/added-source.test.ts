/** A third source reaches a plan: only its own file and the registries know it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { languages } from '../../src/languages/index.js';
import { managers } from '../../src/managers/index.js';
import { lockedPackages } from '../../src/managers/locked-packages.js';
import { makePlan } from '../../src/plan/make-plan.js';
import { parseLock } from '../../src/recipe/schema/lock.js';
import { sourceIds, sources } from '../../src/sources/index.js';
import { renderScript } from '../../src/steps/script.js';
import { id, shelf, sheller, shelver } from '../fixtures/added-source.js';
import { context, recipe } from '../support/host.js';

const added: [object: Record<string, unknown>, key: string, entry: unknown][] = [
  [sources, id, shelf],
  [languages, sheller.id, sheller],
  [managers, shelver.id, shelver],
];

beforeAll(() => {
  for (const [registry, key, entry] of added) registry[key] = entry;
  sourceIds.push(id);
});

afterAll(() => {
  for (const [registry, key] of added) delete registry[key];
  sourceIds.pop();
});

const asked = { language: 'sheller', packages: ['sorter'] };
const scriptOf = (fields: object) => renderScript(makePlan(recipe({ ...asked, ...fields }), context()));

it.each([{}, { source: id }, { manager: 'shelver' }])(
  '`auto`, its source and its manager lead to it: %j',
  (fields) => {
    const plan = makePlan(recipe({ ...asked, ...fields }), context());
    expect(plan.manager).toBe('shelver');
    expect(plan.steps.find(({ id }) => id === 'fetch')?.action).toMatchObject({
      argv: ['shelve', 'KERNEL@any', 'SORTER@any'],
    });
  },
);

it('its kernel is registered and verified, without a Python in the environment', () => {
  const { steps } = makePlan(recipe(asked), context());
  expect(steps.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['make-shelf', 'fetch', 'prepare-helper', 'try-kernel']),
  );
  expect(scriptOf({})).toContain('KERNEL');
  const manifest = steps.find(({ id }) => id === 'write-manifest.py')?.action;
  expect(manifest).toMatchObject({ text: expect.stringContaining("READERS['shelf'] = records") });
});

const lock = '@SHELF\nkernel@1.0\nsorter@2.1\n';

it('its own lock is read, installed, and compared', () => {
  expect(parseLock(lock)).toMatchObject({
    source: id,
    packages: [
      { name: 'kernel', version: '1.0', source: id },
      { name: 'sorter', version: '2.1', source: id },
    ],
  });
  expect(scriptOf({ lock })).toContain('sorter@2.1');
  expect(lockedPackages({ lock }).map(({ source, version }) => `${source} ${version}`)).toEqual([
    'shelf 1.0',
    'shelf 2.1',
  ]);
});

it('a lock of it is refused by a manager for another source, and lines of others in it', () => {
  expect(() => scriptOf({ language: 'bash', manager: 'uv', lock })).toThrow(/shelves of scripts/);
  const mixed = `${lock}https://h/c/noarch/tiny-1.2-py_0.conda#${'a'.repeat(32)}\n`;
  expect(() => parseLock(mixed)).toThrow(/without a hash/);
});

it('a recipe that asks for it is refused where no manager installs from it, and is not made of packages with the same names', () => {
  expect(() => scriptOf({ language: 'bash', source: id })).toThrow(
    'No package manager on this host installs from shelves of scripts',
  );
});
