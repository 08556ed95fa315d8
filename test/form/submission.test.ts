import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/errors.js';
import type { SentFile } from '../../src/form/sent-files.js';
import { valuesOfRecipe } from '../../src/form/site-form.js';
import { readSubmission, recipeOf } from '../../src/form/submission.js';
import { parseRecipe } from '../../src/recipe/recipe.js';
import { siteSchema } from '../../src/site/settings/index.js';
import type { UploadedFile } from '../../src/web/form/reading/upload.js';
import { asJson } from '../support/as-json.js';
import { notebookOf } from '../support/notebook.js';

function file(name: string, text: string): UploadedFile {
  return { name, bytes: Buffer.from(text) };
}

const site = { config: siteSchema.parse({ channels: { default: ['conda-forge'] } }) };

function read(body: unknown, files: readonly SentFile[] = []) {
  return readSubmission(body, files, site);
}

const environment = file(
  'environment.yml',
  'name: climate\nchannels: [bioconda]\ndependencies: [samtools]\n',
);
const requirements = file('requirements.txt', 'requests>=2\n');

describe('a submitted form', () => {
  it('becomes a recipe', () => {
    const { recipe, errors } = read({ kernel_name: 'Demo', kernel_packages: 'numpy\r\nscipy>=1' }, []);
    expect(errors).toEqual([]);
    expect(recipe).toEqual(
      parseRecipe({ name: 'demo', display_name: 'Demo', packages: ['numpy', 'scipy>=1'] }),
    );
  });

  it.each([
    ['of a line end as browsers send it', 'a\r\nb'],
    ['with blanks around it', '  a  '],
    ['that is wrong', '--index-url http://x'],
    ['in any script', 'é\u0000🐍\u202e'],
  ])('keeps text %s as it was typed', (_what, kernel_packages) => {
    expect(read({ kernel_packages }, []).values).toEqual({ kernel_packages });
  });

  it('keeps the last of a field that comes twice, as a hidden 0 before a check box wants it', () => {
    const { keep, values } = read({ keep_failed: ['0', '1'], kernel_name: ['a', 'b'] }, []);
    expect(keep).toBe(true);
    expect(values.kernel_name).toBe('b');
  });

  it.each([
    ['nothing', undefined],
    ['no object', 'kernel_name=a'],
    ['a list', ['a']],
    [
      'fields of other kinds',
      { kernel_name: { a: 'b' }, kernel_packages: 5, kernel_channels: [], pip_packages: [{}] },
    ],
    ['unknown fields', { nonsense: 'a', csrf_token: 'b', constructor: 'c', toString: 'd' }],
    ['the name of an own property of all objects', JSON.parse('{"__proto__": {"kernel_name": "a"}}')],
  ])('passes over %s', (_what, body) => {
    const { values, errors, keep } = read(body, []);
    expect(values).toEqual({});
    expect(keep).toBe(false);
    expect(errors.map(({ code, field }) => ({ code, field }))).toEqual([
      { code: 'name-empty', field: 'name' },
    ]);
  });

  it('reports all mistakes at once, each with its field', () => {
    const submission = read({ kernel_packages: '-e .', kernel_variables: 'PATH=/', kernel_name: '' }, []);
    expect(submission.errors.map(({ field }) => field)).toEqual(['name', 'packages', 'kernel_variables']);
    expect(() => recipeOf(submission)).toThrow(submission.errors[1]?.message);
  });
});

describe('files of a form', () => {
  it('fill in the fields that are empty', () => {
    const { recipe } = read({ kernel_name: 'mine' }, [environment]);
    expect(asJson(recipe)).toMatchObject({
      name: 'mine',
      packages: ['samtools'],
      channels: ['bioconda', 'conda-forge'],
    });
  });

  it('add to what is typed, and yield to it where there can be only one', () => {
    const { recipe } = read({ kernel_name: 'mine', kernel_packages: 'numpy' }, [environment]);
    expect(asJson(recipe)).toMatchObject({
      name: 'mine',
      packages: ['samtools', 'numpy'],
      channels: ['bioconda', 'conda-forge'],
    });
  });

  it('ask for channels in the order of the files, in front of the site’s', () => {
    const other = file('other.yml', 'channels: [pytorch, bioconda]\ndependencies: [torchvision]\n');
    const { recipe, channels } = read(
      { kernel_name: 'mine', kernel_channels: 'first', kernel_packages: 'conda install -c second x' },
      [environment, other],
    );
    expect(recipe?.channels).toEqual(['first', 'second', 'bioconda', 'pytorch', 'conda-forge']);
    expect(channels.map(({ origin }) => origin)).toEqual(['field', 'packages', 'file', 'file', 'site']);
  });

  it('add up', () => {
    const { recipe } = read({ kernel_name: 'mine' }, [environment, requirements]);
    expect(asJson(recipe)).toMatchObject({ packages: ['samtools'], pip_packages: ['requests>=2'] });
  });

  it('are typed from then on, since a browser does not send them again', () => {
    const { values, recipe } = read({ kernel_name: 'mine' }, [environment]);
    expect(values).toMatchObject({
      kernel_name: 'mine',
      kernel_packages: 'samtools',
      kernel_channels: 'bioconda\nconda-forge',
    });
    expect(read(values).recipe).toEqual(recipe);
  });

  it.each<[string, UploadedFile, string]>([
    ['an archive', { name: 'a.zip', bytes: Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0xff]) }, 'file-not-text'],
    ['a web page', file('environment.yml', '<!DOCTYPE html><html>'), 'file-is-web-page'],
    [
      'a picture of words',
      file('photo.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'file-kind-unknown',
    ],
    ['a list of nothing', file('requirements.txt', '# later\n'), 'nothing-asked-for'],
    [
      'one that was not kept',
      { ...file('big.txt', ''), problem: new UserError('file-too-large', { file: 'big.txt', most: '2 MB' }) },
      'file-too-large',
    ],
  ])('are reported at the field for files: %s', (_what, given, code) => {
    const { errors } = read({ kernel_name: 'mine' }, [given]);
    expect(errors.map(({ code, field }) => ({ code, field }))).toEqual([{ code, field: 'upload' }]);
  });
});

it('the values of a recipe give that recipe again', () => {
  const recipe = parseRecipe({
    name: 'demo',
    display_name: 'Démo 🐍',
    language_version: '3.11',
    packages: ['numpy>=1,<2', 'scipy'],
    kernel_variables: { A: ' with blanks ', B: '"quoted"' },
    smoke_code: 'import numpy\nassert True',
  });
  expect(read(valuesOfRecipe(recipe, site), []).recipe).toEqual(recipe);
});

describe('a notebook that is chosen', () => {
  const notebook = file('rain.ipynb', notebookOf(['import numpy']));
  const body = { kernel_name: 'rain', notebook_minutes: '5' };

  it('is run if its box is ticked, and goes with the values of the next page', () => {
    const { recipe, values } = read({ ...body, run_notebook: ['0', '1'] }, [notebook]);
    expect(recipe?.notebook).toContain('import numpy');
    expect(recipe?.notebook_minutes).toBe('5');
    const again = read({ ...values, kernel_packages: 'six' }, []);
    expect(again.recipe?.notebook).toBe(recipe?.notebook);
  });

  it('is not run without its box, whatever the fields beside it say', () => {
    const { recipe } = read({ ...body, run_notebook: '0', notebook_failure: 'accept' }, [notebook]);
    expect(recipe).toMatchObject({ notebook: '', notebook_minutes: '', notebook_failure: '' });
  });

  it('is needed for what is said about it', () => {
    const { errors } = read({ ...body, kernel_packages: 'six' }, []);
    expect(errors.map(({ code, field }) => [code, field])).toEqual([['notebook-needed', 'notebook_minutes']]);
  });
});

describe('a Jupyter server in a form', () => {
  const packagesOf = (body: Record<string, unknown>, files: readonly SentFile[] = []) =>
    recipeOf(read({ kernel_name: 'lab', ...body }, files)).packages.map(({ name }) => name);

  it.each([
    ['is left out while its box is not ticked', '0', ['six']],
    ['is installed if it is', ['0', '1'], ['jupyterlab', 'six']],
    ['is a package like others in a form without the box', undefined, ['jupyterlab', 'six']],
  ])('%s', (_, take_servers, packages) => {
    expect(packagesOf({ kernel_packages: 'jupyterlab\nsix', take_servers })).toEqual(packages);
    expect(packagesOf({ take_servers }, [file('requirements.txt', 'jupyterlab\nsix\n')])).toEqual(packages);
  });

  it('has its box ticked for a recipe that has one', () => {
    const values = (packages: string[]) => valuesOfRecipe(parseRecipe({ name: 'x', packages }), site);
    expect(values(['notebook'])).toMatchObject({ kernel_packages: 'notebook', take_servers: '1' });
    expect(values(['six'])).not.toHaveProperty('take_servers');
    expect(packagesOf(values(['notebook']))).toEqual(['notebook']);
  });

  it('stays in a preset that fixes the packages', () => {
    const preset = { id: 'lab', title: 'Lab', recipe: { packages: ['jupyterlab'] }, open: [] };
    const withPreset = { config: siteSchema.parse({ presets: [preset] }) };
    const { recipe, errors } = readSubmission(
      { preset_id: 'lab', kernel_name: 'x', take_servers: '0' },
      [],
      withPreset,
    );
    expect(errors).toEqual([]);
    expect(recipe?.packages.map(({ name }) => name)).toEqual(['jupyterlab']);
  });
});
