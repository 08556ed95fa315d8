import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { userErrorsOf } from '../../../src/base/errors.js';
import { allCommands } from '../../../src/cli/commands/index.js';
import { parseCommandLine } from '../../../src/cli/parse.js';
import { readRecipe } from '../../../src/cli/recipe/read-recipe.js';
import { optionFor } from '../../../src/cli/recipe/recipe-options.js';
import { renderRecipe } from '../../../src/recipe/formats/recipe.js';
import { parseRecipe, plainRecipe, recipeFields } from '../../../src/recipe/recipe.js';
import { siteSchema } from '../../../src/site/settings/index.js';
import { asJson } from '../../support/as-json.js';
import { makeHome } from '../../support/home.js';

const presets = [
  {
    ...{ id: 'closed', title: 'Closed', recipe: { packages: ['powerai'], manager: 'conda' } },
    open: ['packages'],
    agree: [{ variable: 'LICENCE', label: 'I accept it' }],
  },
  { id: 'free', title: 'Free', recipe: { name: 'free', display_name: 'Free', packages: ['numpy'] } },
];
const home = makeHome({ shared: true });
const site = {
  config: siteSchema.parse({ presets }),
  equip: () => home.equip(),
  data_root: home.site.data_root,
};

async function read(...words: string[]) {
  const parsed = await parseCommandLine(['create', ...words], await allCommands());
  if (!('given' in parsed)) throw new Error('no command was read');
  return readRecipe(parsed.given, site);
}

describe('a file with a line that cannot be used', () => {
  const path = fileWith('requirements.txt', 'six\n./own.whl\n');

  it('is refused with the option that solves it', async () => {
    const refused = await read('demo', path).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      choices: [{ text: 'requirements.txt:2=leave-out', label: 'Leave out' }],
    });
  });

  it('is read as chosen', async () => {
    const { recipe, notes } = await read('demo', path, '--choose', 'requirements.txt:2=leave-out');
    expect(asJson(recipe)).toMatchObject({ packages: ['six'] });
    expect(notes).toContainEqual(expect.stringContaining('was left out, as you chose'));
  });

  it.each([
    ['tool @ git+ssh://git@example.org/tool.git', 'by-name', 'tool'],
    ['scipy => 1.2', 'relax', 'scipy'],
    ['pip instal numpy', 'instead', 'numpy'],
  ])('of %j offers %s, and takes %s', async (line, choice, name) => {
    const path = fileWith('requirements.txt', `six\n${line}\n`);
    const text = `requirements.txt:2=${choice}`;
    const refused = await read('demo', path).catch((error: unknown) => error);
    expect(refused).toMatchObject({ choices: expect.arrayContaining([expect.objectContaining({ text })]) });
    const { recipe, notes } = await read('demo', path, '--choose', text);
    expect(asJson(recipe)).toMatchObject({ packages: ['six', name] });
    expect(notes).toContainEqual(expect.stringContaining(name));
  });

  it('offers no other choice', async () => {
    const error = await read('demo', path, '--choose', '9=leave-out').catch((thrown: unknown) => thrown);
    expect(userErrorsOf(error).map(({ code }) => code)).toContain('choice-unknown');
  });
});

afterEach(() => vi.unstubAllEnvs());

const recipeOf = async (...words: string[]) => asJson((await read(...words)).recipe);

function fileWith(name: string, text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'create-kernel-test-')), name);
  writeFileSync(path, text);
  return path;
}

describe('a variable without a value', () => {
  it.each([
    ['--variable', 'install_variables'],
    ['--kernel-variable', 'kernel_variables'],
  ])('takes it from the environment, exactly: %s', async (flag, field) => {
    const value = ` "it's" a=b `;
    vi.stubEnv('GIVEN_VALUE', value);
    expect(await recipeOf('demo', 'six', flag, 'GIVEN_VALUE')).toMatchObject({
      [field]: { GIVEN_VALUE: value },
    });
  });

  it.each([
    ['absent', 'GIVEN_VALUE', undefined],
    ['of several lines', 'GIVEN_VALUE', 'a\nLD_PRELOAD=x'],
    ['a property that every object has', 'constructor', undefined],
    ['the prototype of the environment', '__proto__', undefined],
  ])('is refused where that is %s', async (_, name, value) => {
    if (value !== undefined) vi.stubEnv(name, value);
    const error = await read('demo', 'six', '--variable', name).catch((thrown: unknown) => thrown);
    expect(userErrorsOf(error).map(({ code, field }) => [code, field])).toEqual([
      ['variable-not-given', 'install_variables'],
    ]);
  });
});

describe('a recipe from arguments', () => {
  it('takes a text that is longer than the name of a file may be, such as an error message', async () => {
    const frames = '  File "/srv/app/main.py", line 7, in main\n'.repeat(200);
    const { recipe } = await read('x', `Traceback (most recent call last):\n${frames}No module named 'yaml'`);
    expect(plainRecipe(recipe).packages).toEqual(['pyyaml']);
  });

  it('takes any text for a name and shows it', async () => {
    expect(await recipeOf('Mein Kern (neu)')).toMatchObject({
      name: 'mein-kern-neu',
      display_name: 'Mein Kern (neu)',
    });
  });

  it.each([
    [['numpy>=2', 'pandas'], { packages: ['numpy>=2', 'pandas'] }],
    [
      ['conda install -c bioconda samtools'],
      { packages: ['samtools'], channels: ['bioconda', 'conda-forge'], source: 'conda' },
    ],
    [['pip install gdal'], { packages: ['gdal'], source: 'pypi' }],
    [['--source', 'pypi', 'gdal'], { packages: ['gdal'], source: 'pypi' }],
    [['--from-index', 'gdal'], { packages: ['gdal'], source: 'pypi' }],
    [['conda-forge', 'gdal'], { packages: ['gdal'], channels: ['conda-forge'] }],
    [['--language-version', '3.11'], { language_version: '3.11' }],
    [['--language', 'python', '--manager', 'uv'], { language: 'python', manager: 'uv' }],
    [['--channel', 'conda-forge', '--channel', 'bioconda'], { channels: ['conda-forge', 'bioconda'] }],
    [['--channel', 'bioconda', '--channel', 'nodefaults'], { channels: ['bioconda'] }],
    [['--channel', 'https://h/simple'], { channels: ['https://h/simple'] }],
    [['--pip', 'black', 'gdal', '--pip', 'ruff'], { packages: ['gdal'], pip_packages: ['black', 'ruff'] }],
    [['--module', 'gcc/12.2.0', '--module', 'cuda'], { modules: ['gcc/12.2.0', 'cuda'] }],
    [['--variable', 'A=1', '--variable', 'B=x y'], { install_variables: { A: '1', B: 'x y' } }],
    [['--kernel-variable', 'A=1=2'], { kernel_variables: { A: '1=2' } }],
    [['--location', '/scratch/me'], { location: '/scratch/me' }],
    [['--display-name', 'Größer ✓'], { display_name: 'Größer ✓' }],
  ])('reads %j', async (words, fields) => {
    expect(await recipeOf('demo', ...words)).toEqual({ ...parseRecipe({ name: 'demo' }), ...fields });
  });

  it('reads the smoke test from a file', async () => {
    const path = fileWith('smoke.py', 'if True:\r\n    import numpy\r\n');
    expect(await recipeOf('demo', '--smoke', path)).toHaveProperty(
      'smoke_code',
      'if True:\n    import numpy',
    );
  });

  it('notes what was left out', async () => {
    expect((await read('demo', 'conda activate base && conda install numpy')).notes).toEqual([
      expect.stringMatching(/^`conda activate base` was left out/),
    ]);
  });

  it.each(['/proc/nonexistent/folder', './nonexistent', '../nonexistent/'])(
    'reports that %s is missing',
    async (word) => {
      await expect(read('demo', 'numpy', word)).rejects.toMatchObject({
        code: 'file-missing',
        facts: { file: word },
      });
      await expect(read('demo', 'pip', 'install', word)).rejects.toMatchObject({
        errors: [{ code: 'package-is-path' }],
      });
    },
  );

  it.each(['nonexistent/', 'folder/nonexistent'])(
    'reports that %s is missing, which no package is called',
    async (word) => {
      await expect(read('demo', 'numpy', word)).rejects.toMatchObject({
        code: 'file-missing',
        facts: { file: word },
      });
    },
  );

  it.each([
    ['--file', undefined],
    ['--smoke', 'smoke_code'],
  ])('reports that the file of %s does not exist', async (flag, field) => {
    await expect(read('demo', flag, '/nowhere/x.txt')).rejects.toMatchObject({ code: 'file-missing', field });
  });
});

it('takes from the package index what is requested from conda, if that is wanted', async () => {
  const { recipe, notes } = await read('demo', 'conda install -c bioconda pytorch cudnn', '--from-index');
  expect(recipe).toMatchObject({ channels: [], manager: 'auto' });
  expect(asJson(recipe.packages)).toEqual(['torch']);
  expect(notes).toEqual([
    '`pytorch` is `torch` on the package index',
    '`cudnn` is left out: the package index does not have it',
  ]);
});

describe('a recipe from a file', () => {
  const made = parseRecipe({ name: 'made', display_name: 'Made', packages: ['numpy'], manager: 'uv' });
  const file = fileWith('recipe.yml', renderRecipe(made));

  it('needs no name beside it', async () => {
    expect(await recipeOf('--file', file)).toEqual(asJson(made));
  });

  it('is added to by packages and overruled by options', async () => {
    expect(await recipeOf('made', 'scipy', '--file', file, '--manager', 'venv')).toEqual({
      ...plainRecipe(made),
      packages: ['numpy', 'scipy'],
      manager: 'venv',
    });
  });

  it('gets another display name with another name', async () => {
    expect(await recipeOf('Other one', '--file', file)).toMatchObject({ display_name: 'Other one' });
    expect(await recipeOf('other', '--file', file)).toMatchObject({ display_name: '' });
  });

  it('accepts no terms of a preset by itself, since another person may have accepted them', async () => {
    const kept = fileWith('kept.yml', 'name: kept\ninstall_variables: {LICENCE: "yes", OTHER: "1"}\n');
    const { recipe, notes } = await read('--file', kept);
    expect(recipe.install_variables).toEqual({ OTHER: '1' });
    expect(notes).toEqual([
      '`LICENCE` was left out, which accepts terms (I accept it): use the preset `closed`, or enter `LICENCE=yes` yourself',
    ]);
    const typed = await read('--file', kept, '--variable', 'LICENCE=yes');
    expect(typed.recipe.install_variables).toMatchObject({ LICENCE: 'yes' });
  });

  it('may be a list of requirements', async () => {
    const requirements = fileWith('requirements.txt', 'numpy>=2\n# none\nrequests[socks]\n');
    expect(await recipeOf('demo', '--file', requirements)).toMatchObject({
      packages: ['numpy>=2', 'requests[socks]'],
    });
  });
});

describe('a recipe from a preset', () => {
  const closed = ['mine', '--preset', 'closed', '--agree', 'LICENCE'];

  it('needs no name where the preset has one', async () => {
    expect(await recipeOf('--preset', 'free')).toEqual(
      asJson(parseRecipe({ name: 'free', display_name: 'Free', packages: ['numpy'] })),
    );
  });

  it('takes what a folder asks for', async () => {
    const folder = dirname(fileWith('requirements.txt', 'numpy>=2\n'));
    expect(await recipeOf('demo', '--file', folder)).toMatchObject({ packages: ['numpy>=2'] });
    await expect(read('demo', '--file', dirname(fileWith('notes.md', 'x')))).rejects.toMatchObject({
      code: 'folder-names-nothing',
    });
  });

  it.each([[['demo', '--file']], [['demo']], [[]]])(
    'refuses a URL that the site does not allow, after the words %j',
    async (words) => {
      await expect(read(...words, 'https://files.example/requirements.txt')).rejects.toMatchObject({
        code: 'address-host',
      });
    },
  );

  it('is added to by packages and files, and overruled by options', async () => {
    const file = fileWith('requirements.txt', 'scipy\n');
    expect(await recipeOf('Other', 'six', '--preset', 'free', '--file', file, '--manager', 'uv')).toEqual(
      asJson(
        parseRecipe({
          ...{ name: 'other', display_name: 'Other', packages: ['numpy', 'scipy', 'six'], manager: 'uv' },
        }),
      ),
    );
  });

  it('sets what was accepted, and remembers the preset', async () => {
    const { recipe, preset } = await read(...closed, 'keras');
    expect(asJson(recipe)).toMatchObject({
      packages: ['powerai', 'keras'],
      install_variables: { LICENCE: 'yes' },
    });
    expect(preset).toBe('closed');
  });

  it.each([
    [['--manager', 'uv'], 'preset-field-closed', 'manager'],
    [['conda install -c bioconda samtools'], 'preset-field-closed', 'channels'],
    [['--variable', 'LICENCE=no'], 'preset-field-closed', 'install_variables'],
    [['--agree', 'OTHER'], 'preset-asks-nothing', undefined],
    [['--preset', '../closed'], 'preset-unknown', undefined],
  ])('is refused with %j', async (words, code, field) => {
    const refused = await read(...closed, ...words).catch(userErrorsOf);
    expect(refused).toMatchObject([{ code, field }]);
  });

  it('is refused until everything is accepted, with all else that is wrong', async () => {
    const refused = await read('mine', 'numpy[', '--preset', 'closed').catch(userErrorsOf);
    expect(refused).toMatchObject([{ field: 'packages' }, { code: 'preset-not-accepted' }]);
  });

  it('accepts nothing without a preset', async () => {
    await expect(read('mine', '--agree', 'LICENCE')).rejects.toThrow('no terms called `LICENCE`');
  });
});

it.each(recipeFields())('knows where the field %s is given', (field) => {
  expect(optionFor(field)).toMatch(/^(--[a-z-]+|[A-Z]+)$/);
});

it('leaves Jupyter servers out, and installs them with the option', async () => {
  const without = await read('lab', 'jupyterlab', 'six');
  expect(asJson(without.recipe)).toMatchObject({ packages: ['six'] });
  expect(without.notes).toContain('Add `--with-servers` to install the servers too');
  const { recipe, notes } = await read('lab', 'jupyterlab', 'six', '--with-servers');
  expect(asJson(recipe)).toMatchObject({ packages: ['jupyterlab', 'six'] });
  expect(notes).toEqual([]);
});
