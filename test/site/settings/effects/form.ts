/** What the form offers. */
import { expect } from 'vitest';
import { aboutPackages } from '../../../../src/catalogue/about-packages.js';
import { Cache } from '../../../../src/catalogue/cache.js';
import { NameLists } from '../../../../src/catalogue/lists/name-list.js';
import { factsFormat } from '../../../../src/catalogue/package-facts.js';
import { initialValues } from '../../../../src/form/site-form.js';
import { withAgreements } from '../../../../src/presets/preset-rules.js';
import { listPresets } from '../../../../src/presets/presets.js';
import type { Home } from '../../../support/home.js';
import { recipe, toolsOf } from '../../../support/host.js';
import { serveHome } from '../../../support/web.js';
import { type Effects, fieldOf } from './effect.js';

const agreement = { variable: 'LICENCE', label: 'I accept it' };
const preset = { id: 'climate', title: 'Climate', recipe: { packages: ['xarray'] }, agree: [agreement] };

const pageOf = async (home: Home) => (await (await serveHome(home)).ask('/')).text;

const firstOf = ({ site }: Home) => listPresets(site)[0];

/** A setting of the only preset. */
function ofPreset(fields: object, see: (home: Home) => unknown, gives: unknown): Effects[string] {
  return { beside: { presets: [preset] }, set: { presets: [{ ...preset, ...fields }] }, see, gives };
}

function installVariables(home: Home): unknown {
  const first = firstOf(home);
  return first && withAgreements(recipe(), first).install_variables;
}

export const formEffects: Effects = {
  'presets[].id': ofPreset({ id: 'course' }, (home) => firstOf(home)?.id, 'course'),
  'presets[].title': ofPreset({ title: 'The course' }, (home) => firstOf(home)?.title, 'The course'),
  'presets[].description': ofPreset(
    { description: 'As used.' },
    (home) => firstOf(home)?.description,
    'As used.',
  ),
  'presets[].recipe': ofPreset(
    { recipe: { packages: ['cartopy'] } },
    (home) => firstOf(home)?.recipe.packages.map(({ text }) => text),
    ['cartopy'],
  ),
  'presets[].open': ofPreset(
    { open: ['packages'] },
    (home) => firstOf(home)?.closed,
    expect.arrayContaining(['channels', 'manager']),
  ),
  'presets[].agree[].variable': ofPreset({ agree: [{ ...agreement, variable: 'TERMS' }] }, installVariables, {
    TERMS: 'yes',
  }),
  'presets[].agree[].value': ofPreset({ agree: [{ ...agreement, value: 'accept' }] }, installVariables, {
    LICENCE: 'accept',
  }),
  'presets[].agree[].label': ofPreset(
    { agree: [{ ...agreement, label: 'I have read it' }] },
    (home) => firstOf(home)?.agree[0]?.label,
    'I have read it',
  ),
  examples: {
    set: { examples: ['powerai'] },
    see: (home) => firstOf(home)?.id,
    gives: 'powerai',
  },
  'form.defaults': {
    set: { form: { defaults: { kernel_manager: 'venv' } } },
    see: ({ site }) => initialValues(site).kernel_manager,
    gives: 'venv',
  },
  'form.help': {
    set: { form: { help: { kernel_location: 'Not backed up.' } } },
    see: (home) => fieldOf(home, 'kernel_location')?.help,
    gives: 'Not backed up.',
  },
  'form.hidden': {
    set: { form: { hidden: ['smoke_code'] } },
    see: (home) => fieldOf(home, 'smoke_code'),
    gives: undefined,
  },
  'form.solve': {
    set: { form: { solve: false } },
    see: pageOf,
    gives: expect.not.stringContaining('data-estimate-url'),
  },
  'form.look_up': {
    set: { form: { look_up: false } },
    see: pageOf,
    gives: expect.not.stringContaining('data-about-url'),
  },
  'form.new_project_days': {
    set: { form: { new_project_days: 0 } },
    see: async ({ site, data_root }) => {
      const cache = new Cache({ data_root });
      const facts = { name: 'demo', isThere: true, releases: [{ version: '1.0' }], first: '2026-01-01' };
      await cache.keep('https://pypi.org/simple/demo', factsFormat, facts);
      const now = Date.parse('2026-01-05');
      const question = { site: { ...site, tools: toolsOf({}) }, cache, names: new NameLists(), now };
      const { packages } = await aboutPackages(recipe({ manager: 'venv', packages: ['demo'] }), question);
      return packages[0]?.warnings;
    },
    gives: [],
  },
  'form.name_list_days': {
    set: { form: { name_list_days: 7 } },
    see: ({ site }) => {
      const source = { groups: [], normalizeName: (name: string) => name };
      const asked = { source, most: 8, site: { ...site, tools: toolsOf({}) } };
      return new NameLists().beginningWith('x', asked);
    },
    gives: { kind: 'loading' },
  },
};
