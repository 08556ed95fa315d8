import { describe, expect, it } from 'vitest';
import { presetFields } from '../../src/presets/preset.js';
import {
  changedFields,
  missingAgreements,
  withAgreements,
  withoutAgreements,
} from '../../src/presets/preset-rules.js';
import { findPreset, listPresets } from '../../src/presets/presets.js';
import { parseRecipe } from '../../src/recipe/recipe.js';
import { presetSchema, siteSchema } from '../../src/site/settings/index.js';
import { asJson } from '../support/as-json.js';

const licence = { variable: 'LICENCE', value: 'yes', label: 'I accept it' };
const recipe = { packages: ['numpy >=2'], manager: 'uv', install_variables: { A: '1' } };

function siteWith(...presets: object[]) {
  return { config: siteSchema.parse({ presets, examples: ['geospatial'] }) };
}

function preset(more: object = {}) {
  return findPreset('a', siteWith({ id: 'a', title: 'Ours', recipe, ...more }));
}

describe('the presets of a site', () => {
  it('are its own, then the examples that it names', () => {
    expect(listPresets(siteWith({ id: 'a', title: 'Ours', recipe })).map(({ id }) => id)).toEqual([
      'a',
      'geospatial',
    ]);
  });

  it('take the place of an example of the same name', () => {
    const site = siteWith({ id: 'geospatial', title: 'Ours', recipe });
    expect(listPresets(site).map(({ title }) => title)).toEqual(['Ours']);
    expect(findPreset('geospatial', site).title).toBe('Ours');
  });

  it('are parsed again only if the settings have changed', () => {
    expect(preset()).toBe(preset());
    expect(preset({ recipe: { packages: ['six'] } }).recipe.packages).toMatchObject([{ name: 'six' }]);
    expect(preset({ title: 'Theirs' }).title).toBe('Theirs');
  });

  it.each(['b', 'powerai', '../../etc/passwd', '__proto__', 'constructor', '', 'x'.repeat(100)])(
    'do not have %j',
    (id) => {
      expect(() => findPreset(id, siteWith())).toThrow(/^The preset .* does not exist/);
    },
  );

  it('are listed without those that cannot be used', () => {
    const site = { config: siteSchema.parse({ examples: ['no-such-file', 'geospatial'] }) };
    expect(listPresets(site).map(({ id }) => id)).toEqual(['geospatial']);
    expect(() => findPreset('no-such-file', site)).toThrow(
      'The site’s preset `no-such-file` cannot be read: `examples/no-such-file.yml` does not exist',
    );
  });

  it.each([
    ['recipe.pakages', { recipe: { pakages: [] } }, 'an unknown field `pakages`'],
    ['recipe.packages', { recipe: { packages: ['-e .'] } }, '`-e .` is a path'],
    ['open.1', { open: ['packages', 'colour'] }, 'a recipe has the fields `name`'],
    ['agree.0.variable', { agree: [{ ...licence, variable: 'PATH' }] }, '`PATH` would change'],
    ['agree.0.variable', { agree: [{ ...licence, variable: 'a b' }] }, '`a b` is not a variable'],
  ])('are reported with the setting that has the mistake: %s', (place, more, why) => {
    const [issue] = presetSchema.safeParse({ id: 'a', title: 'Ours', recipe, ...more }).error?.issues ?? [];
    expect(issue?.path.join('.')).toBe(place);
    expect(issue?.message).toContain(why);
  });
});

describe('what a recipe begins with', () => {
  it('is what the preset says, and nothing else', () => {
    expect(asJson(presetFields(preset()))).toEqual({ ...recipe, packages: ['numpy>=2'] });
  });
});

describe('a closed preset', () => {
  const closed = preset({ open: ['packages'] });
  const made = (fields: object = {}) =>
    parseRecipe({ name: 'mine', display_name: 'Mine', ...presetFields(closed), ...fields });

  it('lets a kernel have any name, and open fields any value', () => {
    expect(changedFields(made({ packages: ['scipy'] }), closed)).toEqual([]);
  });

  it('names each other field that was changed, also one that it says nothing of', () => {
    const changed = changedFields(made({ manager: 'venv', channels: ['bioconda'] }), closed);
    expect(changed.map(({ code, field }) => [code, field])).toEqual([
      ['preset-field-closed', 'manager'],
      ['preset-field-closed', 'channels'],
    ]);
    expect(changed[0]?.message).toBe('The preset *Ours* does not allow changes to `manager`');
  });

  it('keeps its own name where it has one', () => {
    const named = preset({ open: [], recipe: { ...recipe, name: 'ours', display_name: 'Ours' } });
    const renamed = parseRecipe({ name: 'mine', display_name: 'Mine', ...recipe, packages: ['numpy>=2'] });
    expect(changedFields(renamed, named).map(({ field }) => field)).toEqual(['name', 'display_name']);
  });

  it('is one only where it says what is open', () => {
    expect(preset().closed).toEqual([]);
  });
});

describe('what has to be accepted', () => {
  const asking = preset({ agree: [licence] });
  const made = parseRecipe({ name: 'mine', ...presetFields(asking) });

  it('is asked until it is', () => {
    expect(missingAgreements(asking, ['OTHER']).map(({ field, message }) => [field, message])).toEqual([
      ['agree_LICENCE', 'This preset has terms to accept first: I accept it'],
    ]);
    expect(missingAgreements(asking, ['LICENCE'])).toEqual([]);
  });

  it('sets its variable beside those of the recipe, and is taken out again for the form', () => {
    const accepted = withAgreements(made, asking);
    expect(accepted.install_variables).toEqual({ A: '1', LICENCE: 'yes' });
    expect(withoutAgreements(accepted, asking)).toEqual(made);
  });
});
