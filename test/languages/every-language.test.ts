import { describe, expect, it } from 'vitest';
import { recipeOptions } from '../../src/cli/recipe/recipe-options.js';
import { languages } from '../../src/languages/index.js';
import { sourcesOf } from '../../src/languages/language.js';
import { lookOf } from '../../src/languages/looks.js';
import { availableManagers } from '../../src/plan/choose-manager.js';
import { makePlan } from '../../src/plan/make-plan.js';
import { checkKernelName } from '../../src/recipe/schema/name.js';
import { makeContext } from '../../src/web/context.js';
import { siteFields } from '../../src/web/form/fields/site-fields.js';
import { makeCreatePage } from '../../src/web/pages/create/create-page.js';
import { makeHome } from '../support/home.js';
import { context, curl, recipe } from '../support/host.js';

const all = Object.values(languages);
const everything = context({ curl, uv: { path: '/opt/uv', version: '9.9.9' } });

it('The registry of languages has each under its own id', () => {
  expect(all.map(({ id }) => id)).toEqual(Object.keys(languages));
});

describe.each(all)('$id', (language) => {
  const { id, label, examples, versions, version_form, probe } = language;

  it('is a choice of the page, with its own examples', () => {
    const home = makeHome();
    const form = makeContext(home.environment).form();
    const fields = siteFields(form, { ...home.site, tools: everything.site.tools });
    const field = (name: string) => fields.find((each) => each.id === name);
    expect(field('kernel_language')?.options).toContainEqual({ value: id, label });
    expect(field('kernel_packages')?.by_language?.[id]).toEqual({ placeholder: examples.packages });
    expect(field('smoke_code')?.by_language?.[id]).toEqual({ placeholder: examples.smoke_code });
  });

  it('has the summary say how its kernels are tested', () => {
    const home = makeHome();
    const site = { ...home.site, tools: everything.site.tools };
    const form = makeContext(home.environment).form();
    expect(makeCreatePage(form, site, { values: { kernel_language: id } }).test).toBe(language.tested);
    expect(language.tested).toMatch(/^The kernel is started and \w.*\.$/);
  });

  it('keeps the names of kernels that its other tools register', () => {
    for (const name of language.reserved_names)
      expect(() => checkKernelName(name)).toThrow(expect.objectContaining({ code: 'name-reserved' }));
  });

  it('is a choice of the command line', () => {
    expect(recipeOptions.find(({ field }) => field === 'language')?.description).toContain(id);
  });

  it('is shown with its label and its tile, whether by its id or as a kernelspec names it', () => {
    expect([lookOf(id).label, lookOf(language.kernel_language).label]).toEqual([label, label]);
    expect(language.logo.letters).toMatch(/^.{1,2}$/u);
  });

  it('has versions of the form that it asks for, newest first', () => {
    for (const version of [version_form.example, ...versions]) expect(version).toMatch(version_form.pattern);
    const numbers = versions.map((version) => Number(version.split('.')[1]));
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
  });

  it('can be made from a source that a package manager here installs from', () => {
    expect(sourcesOf(language)).not.toEqual([]);
    expect(availableManagers(language, everything.site)).not.toEqual([]);
  });

  it('reads its own examples of packages', () => {
    const { packages } = language;
    for (const text of examples.packages.split(' ')) expect(packages.parse(text).text).not.toBe('');
  });

  it('has the files that its probe runs, and a cell with a known output', () => {
    const named = [probe.facts, probe.try?.file, probe.listing, probe.notes].filter((file) => file);
    expect(Object.keys(probe.files)).toEqual(expect.arrayContaining(named));
    expect(probe.cell.expect).not.toBe('');
  });

  it('is planned: its kernel is registered under its name, with a command that gets the connection file', () => {
    const plan = makePlan(recipe({ language: id }), everything);
    expect(plan.language).toBe(id);
    expect(language.argv(plan.prefix, '').join(' ')).toContain('{connection_file}');
    expect(JSON.stringify(plan.steps)).toContain(JSON.stringify(language.kernel_language).slice(1, -1));
  });
});
