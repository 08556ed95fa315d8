import { describe, expect, it } from 'vitest';
import { fieldsOfRecipe } from '../../../src/recipe/fields/fields-of-recipe.js';
import { recipeFromFields } from '../../../src/recipe/fields/from-fields.js';
import { parseRecipe } from '../../../src/recipe/recipe.js';
import { asJson } from '../../support/as-json.js';

const recipeOf = (fields: Record<string, string>) =>
  asJson(recipeFromFields({ name: 'demo', ...fields }).recipe);

describe('a recipe from typed fields', () => {
  it('needs a name and nothing else', () => {
    expect(recipeFromFields({ name: 'demo' }).recipe).toEqual(parseRecipe({ name: 'demo' }));
  });

  it.each([
    ['my-analysis', 'my-analysis', ''],
    ['  my-analysis \r\n', 'my-analysis', ''],
    ['a--b_', 'a--b_', ''],
    ['My Analysis', 'my-analysis', 'My Analysis'],
    ['Météo\t(été)  2024', 'meteo-ete-2024', 'Météo (été) 2024'],
  ])('takes the name %j as %j and shows %j', (typed, name, display_name) => {
    expect(recipeFromFields({ name: typed }).recipe).toMatchObject({ name, display_name });
  });

  it('shows the display name that was typed', () => {
    expect(recipeOf({ name: 'My Analysis', display_name: ' 🐍 mine ' })).toMatchObject({
      name: 'my-analysis',
      display_name: '🐍 mine',
    });
  });

  it.each([
    ['packages', 'numpy>=2\r\npandas scipy', ['numpy>=2', 'pandas', 'scipy']],
    ['pip_packages', 'black\r\nruff', ['black', 'ruff']],
    ['channels', 'conda-forge\r\n# mine\r\nbioconda, pytorch', ['conda-forge', 'bioconda', 'pytorch']],
    ['modules', 'module load gcc/12.2.0 cuda\r\nml hdf5', ['gcc/12.2.0', 'cuda', 'hdf5']],
    ['kernel_variables', 'A=1\r\nexport B="x y"', { A: '1', B: 'x y' }],
    ['install_variables', '# none\r\nLICENCE=yes', { LICENCE: 'yes' }],
    ['smoke_code', '\r\n  if True:\r\n    pass\r\n', '  if True:\n    pass'],
    ['language_version', ' 3.11 ', '3.11'],
    ['manager', '', 'auto'],
    ['language', '', 'python'],
  ])('reads %s %j', (field, text, value) => {
    expect(recipeOf({ [field]: text })).toHaveProperty(field, value);
  });

  it('ignores what is not a field of a recipe', () => {
    expect(recipeOf({ keep_failed: '1', csrf: 'x' })).toEqual(recipeOf({}));
  });
});

describe('a command that is pasted into the field for packages', () => {
  const pasted = 'conda install -c bioconda python=3.9 samtools\npip install black';

  it('fills in the other fields', () => {
    expect(recipeOf({ packages: pasted })).toMatchObject({
      packages: ['samtools'],
      pip_packages: ['black'],
      channels: ['bioconda'],
      language_version: '3.9',
    });
  });

  it('does not override those fields', () => {
    const { recipe, notes } = recipeFromFields({
      name: 'demo',
      packages: pasted,
      pip_packages: 'black==24.1 ruff',
      channels: 'conda-forge',
      language_version: '3.12',
    });
    expect(asJson(recipe)).toMatchObject({
      pip_packages: ['black==24.1', 'ruff'],
      channels: ['conda-forge', 'bioconda'],
      language_version: '3.12',
    });
    expect(notes).toContainEqual({ text: 'The packages require version 3.9, but version 3.12 is chosen' });
  });
});

describe('the source of the packages', () => {
  it.each<[string, Record<string, string>, string]>([
    ['is open for a list', { packages: 'gdal' }, ''],
    ['is the index for a command of pip', { packages: 'pip install gdal' }, 'pypi'],
    ['is conda for a command of conda', { packages: 'conda install gdal' }, 'conda'],
    ['is conda for commands of both', { packages: 'conda install gdal\npip install six' }, 'conda'],
    ['is open for a command of pip beside a channel', { packages: 'pip install gdal', channels: 'x' }, ''],
    ['is open where a package manager is chosen', { packages: 'pip install gdal', manager: 'conda' }, ''],
    ['is what is chosen', { packages: 'pip install gdal', source: 'conda' }, 'conda'],
  ])('%s', (_, fields, source) => {
    expect(recipeOf(fields)).toHaveProperty('source', source);
  });

  it('must be known', () => {
    expect(recipeFromFields({ name: 'demo', source: 'cran' }).errors).toMatchObject([
      { code: 'source-unknown', field: 'source' },
    ]);
  });
});

describe('mistakes in typed fields', () => {
  it('are all reported, each with its field, in the order of the fields', () => {
    const { recipe, errors } = recipeFromFields({
      smoke_code: '\0',
      kernel_variables: 'PATH=/tmp',
      install_variables: 'no assignment',
      language_version: 'newest',
      packages: 'numpy\n--user ./here',
      pip_packages: '-e .',
      name: 'python3',
    });
    expect(recipe).toBeUndefined();
    expect(errors.map(({ field, code }) => [field, code])).toEqual([
      ['name', 'name-reserved'],
      ['language_version', 'version-not-understood'],
      ['packages', 'package-is-path'],
      ['pip_packages', 'package-is-path'],
      ['install_variables', 'variable-not-understood'],
      ['kernel_variables', 'variable-refused'],
      ['smoke_code', 'text-control-characters'],
    ]);
  });

  it.each([
    [{}, 'name-empty', 'The kernel has no name'],
    [{ name: '???' }, 'name-empty', 'The name `???` has no letter'],
    [{ name: 'a\u0007b' }, 'text-control-characters', 'The display name contains'],
    [{ name: 'long '.repeat(30) }, 'display-name-length', 'The display name has 149 characters'],
  ])('of %j are reported at the name', (fields, code, message) => {
    expect(recipeFromFields(fields).errors).toMatchObject([
      { code, field: 'name', message: expect.stringContaining(message) },
    ]);
  });

  it('name the line of a package', () => {
    expect(recipeFromFields({ name: 'demo', packages: 'numpy\nnumpy[' }).errors[0]?.message).toMatch(
      /^Line 2/,
    );
  });
});

describe('what can be read beside a mistake', () => {
  it.each<[string, Record<string, string>, unknown]>([
    ['a line', { packages: 'numpy>=2\nhttp://[\nscipy' }, { name: 'demo', packages: ['numpy>=2', 'scipy'] }],
    ['the list of pip', { packages: 'numpy', pip_packages: 'black\n-e .' }, { pip_packages: ['black'] }],
    ['the name', { name: 'python3', packages: 'numpy' }, { name: 'unnamed', packages: ['numpy'] }],
    ['a variable', { packages: 'numpy', kernel_variables: 'PATH=/tmp' }, { packages: ['numpy'] }],
    ['a version twice', { packages: 'numpy==1 scipy numpy==2' }, { packages: ['numpy==1', 'scipy'] }],
  ])('of %s', (_, fields, expected) => {
    const { recipe, errors, readable } = recipeFromFields({ name: 'demo', ...fields });
    expect(recipe).toBeUndefined();
    expect(errors).toHaveLength(1);
    expect(asJson(readable)).toMatchObject(expected as object);
  });

  it('is the recipe where there is none', () => {
    const { recipe, readable } = recipeFromFields({ name: 'demo', packages: 'numpy' });
    expect(readable).toBe(recipe);
  });

  it.each<[string, Record<string, string>]>([
    ['an index', { packages: '-i https://ada:hunter2@index.example.org/simple\nour-own' }],
    ['a channel', { packages: 'conda install -c "ours!" our-own' }],
    ['a typed channel', { packages: 'our-own', channels: 'ours!' }],
    ['a source', { packages: 'our-own', source: 'cran' }],
  ])('is nothing where %s is not understood, which says where the packages come from', (_, fields) => {
    const { errors, readable } = recipeFromFields({ name: 'demo', ...fields });
    expect(errors).toHaveLength(1);
    expect(readable).toBeUndefined();
  });
});

describe('fields over a file', () => {
  const base = parseRecipe({ name: 'from-file', packages: ['numpy'], kernel_variables: { A: 'two\nlines' } });

  it('keep what the fields leave empty', () => {
    expect(recipeFromFields({ name: '', manager: 'uv' }, base).recipe).toEqual({ ...base, manager: 'uv' });
  });

  it('override the file if they are not empty', () => {
    expect(asJson(recipeFromFields({ name: 'other', packages: 'scipy' }, base).recipe)).toMatchObject({
      name: 'other',
      packages: ['scipy'],
    });
  });
});

it('fill a form in again so that it gives the same recipe', () => {
  const recipe = parseRecipe({
    name: 'all-of-it',
    display_name: 'All of it ✓',
    language_version: '3.11',
    manager: 'micromamba',
    channels: ['conda-forge', 'https://conda.example.org/lab'],
    packages: ['numpy>=2', 'conda-forge::gdal'],
    pip_packages: ['black'],
    modules: ['gcc/12.2.0'],
    install_variables: { A: ' blanks ', B: '"quoted"', C: "it's" },
    kernel_variables: { OMP_NUM_THREADS: '4' },
    location: 'scratch',
    smoke_code: 'if True:\n  pass',
  });
  for (const default_channels of [[], ['conda-forge'], ['main']]) {
    const texts = fieldsOfRecipe(recipe, default_channels);
    expect(recipeFromFields(texts, {}, { default_channels }).recipe).toEqual(recipe);
  }
});
