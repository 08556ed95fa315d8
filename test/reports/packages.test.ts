/** Real problem reports about packages and channels; each title says which one and what is right. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RequestErrors, userErrorsOf } from '../../src/base/errors.js';
import { diagnose } from '../../src/builds/diagnosis/diagnose.js';
import { managers } from '../../src/managers/index.js';
import { installsFromChannels } from '../../src/plan/asked-of-channels.js';
import { makePlan } from '../../src/plan/make-plan.js';
import { givenText } from '../../src/reading/given-text.js';
import { recipeFromFields } from '../../src/recipe/fields/from-fields.js';
import { fromIndex } from '../../src/recipe/from-index.js';
import type { Recipe } from '../../src/recipe/recipe.js';
import { renderScript } from '../../src/steps/script.js';
import { asJson } from '../support/as-json.js';
import { createWell } from '../support/create.js';
import { makeHome } from '../support/home.js';
import { conda, context, recipe, uv } from '../support/host.js';

// Real processes, beside those of other test files.
describe('report 14: terms of service stop a build that cannot ask', () => {
  const fields = { manager: 'conda', channels: ['conda-forge'] };

  it('report 14: only the channels that were chosen count, and nothing is accepted for anybody', () => {
    const script = renderScript(makePlan(recipe(fields), context({ conda })));
    expect(script).toContain('--override-channels --channel conda-forge');
    expect(script).not.toMatch(/\btos\b|AUTO_ACCEPT|condarc|defaults/i);
  });

  it('report 14: a channel’s request to accept its terms is reported as such', () => {
    const lines = [
      'CondaToSNonInteractiveError: Terms of Service have not been accepted for the following channels. Please accept or remove them before proceeding:',
      '    - https://repo.anaconda.com/pkgs/main',
    ].map((text, index) => ({ line: index + 1, text }));
    const cause = diagnose({ phase: 'create', tool: 'conda', exit: 1, lines, closeNames: () => [] });
    expect(cause).toMatchObject({ code: 'terms-not-accepted', line: 1 });
    expect(cause.hint).toBeTruthy();
  });
});

describe('report 25: an environment without Python or pip', () => {
  it('report 25: what the kernel needs is asked for in the same solve, and always called by its whole path', () => {
    const { steps } = makePlan(recipe({ manager: 'conda', packages: ['zlib'] }), context({ conda }));
    const words = steps.flatMap(({ action }) => (action.kind === 'command' ? [action.argv] : []));
    const create = words.find((argv) => argv.includes('create')) ?? [];
    expect(create.slice(-4)).toEqual(['python', 'ipykernel', 'pip', 'zlib']);
    for (const [program] of words) expect(program).not.toMatch(/^(python|pip|conda|uv)/);
  });
});

describe('report 38: a package that is an option, an address or shell text', () => {
  const lines = {
    'numpy>=1.20,<2': 'numpy>=1.20,<2',
    'requests[socks]==2.31; python_version>="3.8"': 'requests[socks]==2.31; python_version >= "3.8"',
    '--index-url http://x': undefined,
    '-e /': undefined,
    '-r /etc/passwd': undefined,
    'git+file:///srv/x': undefined,
    '$(touch pwned)': undefined,
    '/etc/passwd': undefined,
  };

  it.each(Object.entries(lines))('report 38: %j is one package or is refused', (typed, spec) => {
    const { recipe: read, errors } = recipeFromFields({ name: 'x', packages: typed });
    if (spec) expect(asJson(read?.packages)).toEqual([spec]);
    else expect(read?.packages ?? []).toEqual([]);
    if (!spec && !read) expect(errors[0]).toMatchObject({ field: 'packages', hint: expect.any(String) });
  });

  it('report 38: an address is for the site to allow', async () => {
    const home = makeHome({ pretendUv: true });
    const wheel = createWell(home, { name: 'x', packages: ['pkg @ https://files.example/p.whl'] });
    const refusal = await wheel.catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RequestErrors);
    expect(userErrorsOf(refusal)).toMatchObject([{ code: 'package-url-not-allowed', exit: 3 }]);
  });

  it('report 38: a channel is for conda, and pip says so', () => {
    const asked = { packages: ['conda-forge::six'] };
    expect(renderScript(makePlan(recipe({ ...asked, manager: 'conda' }), context({ conda })))).toContain(
      'conda-forge::six',
    );
    expect(() => makePlan(recipe({ ...asked, manager: 'uv' }), context({ uv }))).toThrow(/needs conda/);
  });

  it('report 38: a comparison never becomes a redirection', async () => {
    const home = makeHome({ pretendUv: true });
    const { plan } = await createWell(home, { name: 'x', packages: ['numpy>=1.20', 'six<2'] });
    const everything = [home.directory, home.home, home.environments, plan.prefix].flatMap((path) =>
      readdirSync(path),
    );
    expect(everything.filter((name) => /^[=<>]/.test(name))).toEqual([]);
    expect(existsSync('=1.20')).toBe(false);
    expect(readFileSync(join(plan.prefix, '.create_kernel', 'lock.txt'), 'utf8')).toContain('numpy==1.20\n');
  });
});

describe('report 44: names of conda are not names of the package index', () => {
  const default_channels = ['conda-forge'];
  const withoutConda = {
    managers: Object.fromEntries(
      Object.values(managers)
        .filter(installsFromChannels)
        .map(({ id }) => [id, { enabled: false }]),
    ),
  };

  function fromFile(text: string): Recipe {
    const files = [givenText(text, 'environment.yml')];
    const { recipe: read } = recipeFromFields({ name: 'x' }, {}, { default_channels, files });
    if (!read) throw new Error('nothing was read');
    return read;
  }

  function fromText(packages: string): Recipe {
    const { recipe: read } = recipeFromFields({ name: 'x', packages }, {}, { default_channels });
    if (!read) throw new Error('nothing was read');
    return read;
  }

  it.each([
    ['an environment.yml without channels', () => fromFile('dependencies: [python=3.11, gdal]\n')],
    ['a conda command', () => fromText('conda install pytorch opencv')],
    ['a conda command for packages that both have', () => fromText('conda install numpy')],
    ['a name that only channels have', () => fromText('pytorch numpy')],
  ])('report 44: %s goes to conda, where there is one', (_, read) => {
    expect(makePlan(read(), context({ uv, conda })).manager).toBe('conda');
  });

  it.each([
    ['an environment.yml', () => fromFile('dependencies: [numpy, pytorch, cudatoolkit]\n')],
    ['a conda command', () => fromText('conda install numpy pytorch cudatoolkit')],
    ['names alone', () => fromText('numpy pytorch cudatoolkit')],
  ])('report 44: where there is none, %s is refused once, with the names of the index', (_, read) => {
    const refused = () => makePlan(read(), context({ uv }, withoutConda));
    const errors = userErrorsOf(thrownBy(refused));
    expect(errors.map(({ code }) => code)).toEqual(['conda-needed']);
    expect(errors[0]?.hint).toBe(
      'Take the packages from the package index (`--from-index` on the command line); some names are different there: `pytorch → torch`; it does not have `cudatoolkit`',
    );
  });

  it('report 44: what is offered instead can be built', () => {
    const { recipe: offered } = fromIndex(fromText('conda install numpy pytorch cudatoolkit'));
    const plan = makePlan(offered, context({ uv }, withoutConda));
    expect(plan.manager).toBe('uv');
    expect(renderScript(plan)).toMatch(/^numpy\ntorch$/m);
  });
});

describe('two versions of Python in one request', () => {
  const file = (text: string, name = 'environment.yml') => givenText(text, name);
  const environmentFile = file('dependencies: [python=3.10, six]\n');

  it.each([
    ['the packages and the field', { packages: 'python=3.10 numpy', language_version: '3.11' }, []],
    ['a file and the field', { language_version: '3.11' }, [environmentFile]],
  ])('%s: the field counts, and a note names both', (_, fields, files) => {
    const { recipe: read, notes } = recipeFromFields({ name: 'x', ...fields }, {}, { files });
    expect(read?.language_version).toBe('3.11');
    expect(notes.map(({ text }) => text)).toEqual([
      'The packages require version 3.10, but version 3.11 is chosen',
    ]);
  });

  it.each([
    ['two files', {}, [environmentFile, file('dependencies: [python=3.11]\n', 'other.yml')]],
    ['a file and the packages', { packages: 'python=3.11 six' }, [environmentFile]],
  ])('%s: this is refused, and the error names both', (_, fields, files) => {
    const { recipe: read, errors } = recipeFromFields({ name: 'x', ...fields }, {}, { files });
    expect(read).toBeUndefined();
    expect(errors.map(({ message }) => message)).toEqual([expect.stringMatching(/3\.10.*3\.11/)]);
  });

  it('a preset and an option: the option counts, and a note names both', () => {
    const base = recipe({ language_version: '3.10' });
    const { recipe: read, notes } = recipeFromFields({ name: 'x', language_version: '3.11' }, base);
    expect(read?.language_version).toBe('3.11');
    expect(notes.map(({ text }) => text)).toEqual([
      'The preset has version 3.10, but version 3.11 is chosen',
    ]);
  });
});

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}
