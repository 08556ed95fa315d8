import { describe, expect, it } from 'vitest';
import { userErrorsOf } from '../../src/base/errors.js';
import { parseRecipe, recipeFields, withoutSecrets } from '../../src/recipe/recipe.js';

function errorsOf(value: unknown) {
  try {
    parseRecipe(value);
    return [];
  } catch (error) {
    return userErrorsOf(error);
  }
}

const many = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);

describe('parseRecipe', () => {
  it('fills in the defaults', () => {
    expect(parseRecipe({ name: 'x' })).toEqual({
      name: 'x',
      display_name: '',
      language: 'python',
      language_version: '',
      manager: 'auto',
      source: '',
      channels: [],
      packages: [],
      pip_packages: [],
      build_constraints: [],
      build_packages: [],
      lock: '',
      modules: [],
      install_variables: {},
      kernel_variables: {},
      location: '',
      build_on: '',
      imports: [],
      smoke_code: '',
      ...{ notebook: '', notebook_minutes: '', notebook_failure: '' },
    });
  });

  it.each([
    ['name', '', 'name-empty'],
    ['name', 'A B', 'name-not-allowed'],
    ['name', 'python3', 'name-reserved'],
    ['name', undefined, 'field-not-understood'],
    ['name', 7, 'field-not-understood'],
    ['display_name', 'x'.repeat(121), 'display-name-length'],
    ['display_name', 'a\nb', 'text-control-characters'],
    ['display_name', 'a\u202eb', 'text-control-characters'],
    ['language', ['python'], 'field-not-understood'],
    ['language_version', 'three', 'version-not-understood'],
    ['language_version', 3.11, 'field-not-understood'],
    ['language_version', '3.11; id', 'version-not-understood'],
    ['manager', null, 'field-not-understood'],
    ['channels', 'conda-forge', 'field-not-understood'],
    ['channels', ['--override'], 'channel-not-understood'],
    ['channels', ['https://h/$(id)'], 'channel-not-understood'],
    ['channels', ['../../x'], 'channel-relative'],
    ['channels', ['./x'], 'channel-relative'],
    ['channels', ['..'], 'channel-relative'],
    ['channels', ['.hidden'], 'channel-relative'],
    ['channels', ['conda-forge/../x'], 'channel-relative'],
    ['channels', ['file:///shared/../x'], 'channel-relative'],
    ['channels', ['https://h/x/%2E%2e/y'], 'channel-relative'],
    ['channels', ['https://user:pw@h/simple'], 'package-address-secret'],
    ['channels', ['https://h/t/ab-123/lab'], 'package-address-secret'],
    ['packages', ['https://h/x-1-py3-none-any.whl?access_token=abc'], 'package-address-secret'],
    ['channels', many(21), 'too-many'],
    ['packages', ['--index-url http://x'], 'package-is-option'],
    ['packages', ['./x'], 'package-is-path'],
    ['packages', ['python=>3'], 'package-not-understood'],
    ['packages', [7], 'field-not-understood'],
    ['packages', many(501), 'too-many'],
    ['pip_packages', ['-r x'], 'package-file-include'],
    ['pip_packages', { six: '1' }, 'field-not-understood'],
    ['modules', ['a b'], 'module-not-understood'],
    ['modules', ['../x'], 'module-not-understood'],
    ['modules', ['-x'], 'module-not-understood'],
    ['install_variables', { 'A-B': 'x' }, 'variable-not-understood'],
    ['install_variables', { LD_PRELOAD: 'x' }, 'variable-refused'],
    ['install_variables', { A: 1 }, 'field-not-understood'],
    ['kernel_variables', { PATH: 'x' }, 'variable-refused'],
    ['kernel_variables', { PYTHONSTARTUP: 'x' }, 'variable-refused'],
    ['kernel_variables', { A: 'a\0' }, 'text-control-characters'],
    ['kernel_variables', ['A=1'], 'field-not-understood'],
    ['location', 1, 'field-not-understood'],
    ['smoke_code', 'x'.repeat(20_001), 'text-too-long'],
    ['smoke_code', 'a\0', 'text-control-characters'],
  ])('finds the mistake in the field %s: %.60j', (field, value, code) => {
    const errors = errorsOf({ name: 'x', [field]: value });
    expect(errors.map((error) => [error.code, error.field])).toEqual([[code, field]]);
    expect(errors[0]?.hint).not.toBe('');
  });

  it('reports all mistakes, in the order of the fields', () => {
    const value = { smoke_code: 'a\0', packages: ['-x', 'six', './x'], name: 'A' };
    expect(errorsOf(value).map((error) => error.field)).toEqual([
      'name',
      'packages',
      'packages',
      'smoke_code',
    ]);
  });

  it.each([
    ['Display-Name', 'display_name'],
    ['package', 'packages'],
    ['pip-packages', 'pip_packages'],
    ['langauge', 'language'],
  ])('suggests a field for %s', (given, nearest) => {
    const [error] = errorsOf({ name: 'x', [given]: [] });
    expect(error).toMatchObject({ code: 'field-unknown', field: given, facts: { given, nearest } });
    expect(recipeFields()).toContain(nearest);
  });

  it('suggests no field if none is similar', () => {
    expect(errorsOf({ name: 'x', colour: 'red' })[0]?.facts).toEqual({ given: 'colour' });
  });

  it.each([[null], [[]], ['text'], [7], [undefined]])('refuses %j as a whole', (value) => {
    expect(errorsOf(value).map((error) => error.code)).toEqual(['recipe-not-understood']);
  });
});

describe('A recipe that others may read', () => {
  it('has the variables without secret values', () => {
    const recipe = parseRecipe({
      name: 'demo',
      install_variables: { LICENSE_ACCEPT: 'yes', PIP_TOKEN_X: 'hush', MIRROR: 'https://ada:hush@host/' },
      kernel_variables: { MODE: 'fast', DB_PASSWORD: 'hush' },
    });
    expect(withoutSecrets(recipe)).toEqual({
      ...recipe,
      install_variables: { LICENSE_ACCEPT: 'yes' },
      kernel_variables: { MODE: 'fast' },
    });
  });
});
