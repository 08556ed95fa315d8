import { describe, expect, it } from 'vitest';
import { initialValues, valuesMadeFrom, valuesOfRecipe } from '../../src/form/site-form.js';
import { readSubmission, type Submission } from '../../src/form/submission.js';
import { findPreset } from '../../src/presets/presets.js';
import { siteSchema } from '../../src/site/settings/index.js';
import { asJson } from '../support/as-json.js';

const powerai = {
  ...{ id: 'powerai', title: 'PowerAI' },
  recipe: { packages: ['powerai', 'keras'], manager: 'conda', language_version: '3.6' },
  open: ['packages'],
  agree: [{ variable: 'LICENCE', value: 'yes', label: 'I accept the licence' }],
};
const free = { id: 'free', title: 'Free', recipe: { packages: ['numpy'], channels: ['conda-forge'] } };
const chosen = { preset_id: 'powerai', kernel_name: 'mine' };
const accepted = { ...chosen, agree_LICENCE: ['0', '1'] };

function siteWith(settings: object) {
  return { config: siteSchema.parse(settings) };
}

function read(body: object, settings: object = { presets: [powerai, free] }, file?: string): Submission {
  const files = file ? [{ name: 'environment.yml', bytes: Buffer.from(file) }] : [];
  return readSubmission(body, files, siteWith(settings));
}

const codes = ({ errors }: Submission) => errors.map(({ code, field }) => `${code} ${field}`);

describe('a form that begins with a preset', () => {
  it('takes from it what is not sent, and keeps its id for the next time', () => {
    const { recipe, values, preset } = read(accepted);
    expect(asJson(recipe)).toMatchObject({
      ...{ name: 'mine', manager: 'conda', language_version: '3.6', packages: ['powerai', 'keras'] },
      install_variables: { LICENCE: 'yes' },
    });
    expect(values).toMatchObject({ preset_id: 'powerai', kernel_manager: 'conda', agree_LICENCE: '1' });
    expect(preset?.id).toBe('powerai');
  });

  it('gives the same recipe when it is sent again as it came back', () => {
    const { recipe, values } = read(accepted);
    expect(read(values).recipe).toEqual(recipe);
  });

  it('lets open fields be changed, and be emptied', () => {
    expect(asJson(read({ ...accepted, kernel_packages: 'six' }).recipe?.packages)).toEqual(['six']);
    expect(asJson(read({ ...accepted, kernel_packages: '' }).recipe?.packages)).toEqual([]);
    const emptied = read({ preset_id: 'free', kernel_name: 'a', kernel_channels: '' });
    expect(asJson(emptied.recipe)).toMatchObject({ channels: [], packages: ['numpy'] });
  });

  it.each<[string, object, string | undefined, string]>([
    ['another choice', { kernel_manager: 'uv' }, undefined, 'manager'],
    ['an emptied field', { language_version: '' }, undefined, 'language_version'],
    ['a field that the preset says nothing of', { smoke_code: 'import os' }, undefined, 'smoke_code'],
    ['a variable instead of its box', { install_variables: 'LICENCE=no' }, undefined, 'install_variables'],
    ['a pasted command', { kernel_packages: 'conda install -c evil six' }, undefined, 'channels'],
    ['a file', {}, 'channels: [bioconda]\ndependencies: [samtools]\n', 'channels'],
  ])('refuses a change of what is closed by %s', (_what, typed, file, field) => {
    const submission = read({ ...accepted, ...typed }, undefined, file);
    expect(codes(submission)).toEqual([`preset-field-closed ${field}`]);
    expect(submission.recipe).toBeUndefined();
    expect(submission.errors[0]?.message).toContain(`\`${field}\``);
  });

  it.each([{}, { agree_LICENCE: '0' }, { agree_LICENCE: 'yes' }, { agree: 'LICENCE' }, { agree_OTHER: '1' }])(
    'is refused until its boxes are ticked: %j',
    (boxes) => {
      expect(codes(read({ ...chosen, ...boxes }))).toEqual(['preset-not-accepted agree_LICENCE']);
    },
  );

  it('reports missing agreements together with all other mistakes', () => {
    expect(codes(read({ preset_id: 'powerai' }))).toEqual([
      'name-empty name',
      'preset-not-accepted agree_LICENCE',
    ]);
  });

  it.each(['other', '__proto__', '../examples/powerai', '<b>', ['powerai', 'other']])(
    'is refused where there is no preset %j',
    (preset_id) => {
      expect(codes(read({ ...accepted, preset_id }))).toContain('preset-unknown undefined');
    },
  );

  it('passes over what is no id at all', () => {
    for (const preset_id of ['', {}, 5, null])
      expect(codes(read({ kernel_name: 'a', preset_id }))).toEqual([]);
  });

  it('is filled in for a retry, which asks for its licence again', () => {
    const { recipe, preset } = read(accepted);
    if (!recipe || !preset) throw new Error('nothing was read');
    const values = valuesMadeFrom(recipe, preset, siteWith({}));
    expect(values).toMatchObject({ preset_id: 'powerai', install_variables: '' });
    expect(codes(read(values))).toEqual(['preset-not-accepted agree_LICENCE']);
    expect(read({ ...values, agree_LICENCE: '1' }).recipe).toEqual(recipe);
  });
});

describe('a file that was made when someone accepted the terms of a preset', () => {
  const made = 'name: mine\ninstall_variables: {LICENCE: "yes", OTHER: "1"}\n';
  const left =
    'environment.yml: `LICENCE` was left out, which accepts terms (I accept the licence): use the preset `powerai`, or enter `LICENCE=yes` yourself';

  it('accepts nothing for another user, also in the form that is sent again without the file', () => {
    const { recipe, values, notes } = read({}, undefined, made);
    expect(recipe?.install_variables).toEqual({ OTHER: '1' });
    expect(values.install_variables).toBe('OTHER=1');
    expect(notes).toEqual([left]);
  });

  it('needs the box of its preset ticked, and is then accepted', () => {
    const file = 'name: mine\ninstall_variables: {LICENCE: "yes"}\n';
    expect(codes(read(chosen, undefined, file))).toEqual(['preset-not-accepted agree_LICENCE']);
    expect(read(accepted, undefined, file).recipe?.install_variables).toEqual({ LICENCE: 'yes' });
  });

  it('gives way to what the user enters', () => {
    const { recipe } = read({ install_variables: 'LICENCE=yes' }, undefined, made);
    expect(recipe?.install_variables).toEqual({ LICENCE: 'yes', OTHER: '1' });
  });
});

describe('what the form begins with', () => {
  const settings = {
    presets: [free],
    default_packages: ['ipywidgets', 'tqdm'],
    form: { defaults: { kernel_manager: 'uv', kernel_channels: 'bioconda' } },
  };

  it('is what the site says', () => {
    expect(initialValues(siteWith(settings))).toEqual({
      ...{ kernel_packages: 'ipywidgets\ntqdm', kernel_manager: 'uv', kernel_channels: 'bioconda' },
    });
  });

  it('is first what a preset says', () => {
    const site = siteWith(settings);
    expect(initialValues(site, findPreset('free', site))).toEqual({
      ...{
        preset_id: 'free',
        kernel_packages: 'numpy',
        kernel_manager: 'uv',
        kernel_channels: 'conda-forge',
      },
    });
  });
});

describe('a hidden field', () => {
  const form = {
    hidden: ['kernel_manager', 'smoke_code', 'kernel_name'],
    defaults: { kernel_manager: 'uv', display_name: 'Ours' },
  };

  it('counts as its default, whatever is sent', () => {
    const body = { kernel_name: 'a', kernel_manager: 'conda', smoke_code: 'import os', display_name: 'Mine' };
    expect(read(body, { form }).recipe).toMatchObject({
      ...{ name: 'a', manager: 'uv', smoke_code: '', display_name: 'Mine' },
    });
  });

  it('counts as what a preset says', () => {
    expect(read(accepted, { form, presets: [powerai] }).recipe?.manager).toBe('conda');
  });
});

describe('the values of a recipe', () => {
  it.each([
    ['气候分析', {}, '气候分析', ''],
    ['Climate analysis', {}, 'Climate analysis', ''],
    ['climate', {}, 'climate', ''],
    ['climate', { display_name: 'Ours' }, 'climate', 'Ours'],
  ])('have the name as it was typed: %s', (kernel_name, more, name, display_name) => {
    const { recipe } = read({ kernel_name, kernel_packages: 'numpy', ...more });
    if (!recipe) throw new Error('no recipe');
    const values = valuesOfRecipe(recipe, siteWith({}));
    expect(values).toMatchObject({ kernel_name: name, display_name });
    expect(read(values).recipe).toEqual(recipe);
  });
});
