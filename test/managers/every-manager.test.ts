import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { recipeOptions } from '../../src/cli/recipe/recipe-options.js';
import { python } from '../../src/languages/python/index.js';
import { managers } from '../../src/managers/index.js';
import { availableManagers, chooseManager } from '../../src/plan/choose-manager.js';
import { makePlan } from '../../src/plan/make-plan.js';
import { phases } from '../../src/shared/builds/phases.js';
import { siteSchema } from '../../src/site/settings/index.js';
import { makeContext } from '../../src/web/context.js';
import { siteFields } from '../../src/web/form/fields/site-fields.js';
import { makeHome } from '../support/home.js';
import { context, recipe } from '../support/host.js';

const all = Object.values(managers);
const withProgram = all.flatMap(({ id, program }) => (program ? [{ id, program }] : []));
const everyProgram = Object.fromEntries(
  withProgram.map(({ id }) => [id, { path: `/opt/${id}`, version: '9.9.9' }]),
);

describe('the registry of managers', () => {
  it('has each under its own id', () => {
    expect(all.map(({ id }) => id)).toEqual(Object.keys(managers));
  });

  it('has settings with descriptions, defaults and unique names', () => {
    const own = all.flatMap(({ settings, site_settings }) => [
      ...Object.values(settings?.shape ?? {}),
      ...Object.values(site_settings?.shape ?? {}),
    ]);
    for (const schema of own) {
      expect(z.globalRegistry.get(schema)?.description).toMatch(/^[A-Z`].*\.$/);
      expect(z.safeParse(schema, undefined).success).toBe(true);
    }
    const names = all.flatMap(({ site_settings }) => Object.keys(site_settings?.shape ?? {}));
    expect(new Set(names).size).toBe(names.length);
    expect(Object.keys(siteSchema.shape)).toEqual(expect.arrayContaining(names));
  });
});

describe.each(all)('the time-outs of $id for an index that does not answer', ({ timeouts = {} }) => {
  it('are set for every tool of a build, unless the site sets others', () => {
    expect(makeHome().site.environment).toMatchObject(timeouts);
    const environment = Object.fromEntries(Object.keys(timeouts).map((name) => [name, '99']));
    expect(makeHome({ settings: { environment } }).site.environment).toMatchObject(environment);
  });
});

describe.each(all)('$id', ({ id, label }) => {
  const { site } = context(everyProgram);
  const off = context(everyProgram, { managers: { [id]: { enabled: false } } }).site;

  it('can be used if its program is installed, and be named by a recipe', () => {
    expect(availableManagers(python, site).map((each) => each.id)).toContain(id);
    expect(chooseManager(recipe({ manager: id }), python, site).id).toBe(id);
  });

  it('is refused, and not offered, if the site has disabled it', () => {
    expect(() => chooseManager(recipe({ manager: id }), python, off)).toThrow(
      /does not allow the package manager/,
    );
    expect(availableManagers(python, off).map((each) => each.id)).not.toContain(id);
  });

  it('is a choice of the page', () => {
    const home = makeHome();
    const fields = siteFields(makeContext(home.environment).form(), { ...home.site, tools: site.tools });
    const options = fields.find((field) => field.id === 'kernel_manager')?.options;
    expect(options).toContainEqual({ value: id, label });
  });

  it('is a choice of the command line', () => {
    expect(recipeOptions.find(({ field }) => field === 'manager')?.description).toContain(id);
  });
});

describe('every plan', () => {
  const everything = context({ ...everyProgram, modules: '/m' });
  const plans = Object.keys(managers).map((manager) => {
    const pip_packages = managers[manager]?.installs.includes('conda') ? ['cdsapi'] : [];
    const fields = { manager, packages: ['six'], pip_packages, modules: ['gcc'], location: 'scratch' };
    return [manager, makePlan(recipe(fields), everything)] as const;
  });

  it.each(plans)(
    'of %s has its steps in the order of the phases, so that the script does what the build does',
    (_, { steps }) => {
      const order = steps.map(({ phase }) => phases.indexOf(phase));
      expect(order).toEqual([...order].sort());
      expect(new Set(order).size).toBe(phases.length);
    },
  );

  it.each(plans)('of %s has unique step ids, each with a sentence and its tool', (_, { steps }) => {
    expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
    for (const { title, action, tool } of steps) {
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      if (action.kind === 'command') expect(tool).toBeTruthy();
    }
  });

  it.each(plans)('of %s writes only in its own places', (_, plan) => {
    expect(plan.prefix).toBe('/scratch/ada/envs/first/1');
    expect(plan.absent).toEqual([plan.prefix, '/home/ada/.local/share/jupyter/kernels/first']);
    for (const { action } of plan.steps)
      if (action.kind === 'write')
        expect(action.path).toMatch(
          /^(\/scratch\/ada\/envs\/first\/|\/home\/ada\/\.local\/share\/jupyter\/create_kernel\/first-1\/)/,
        );
  });

  it.each(plans)('of %s installs nothing for the user, and uses no `conda run`', (_, { steps }) => {
    const words = steps.flatMap(({ action }) => (action.kind === 'command' ? [action.argv.join(' ')] : []));
    for (const each of words) expect(each).not.toMatch(/--user\b|\bconda run\b|ipykernel install/);
  });

  it.each(plans)('of %s is data', (_, plan) => {
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });
});
