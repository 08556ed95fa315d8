import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { readBuild, readBuildRecipe } from '../../../../src/builds/builds.js';
import { managers as allManagers } from '../../../../src/managers/index.js';
import { isUnderstood } from '../../../../src/shared/form/form-shapes.js';
import type { presetSchema } from '../../../../src/site/settings/index.js';
import { asReceived } from '../../../support/as-received.js';
import { makeHome } from '../../../support/home.js';
import { fieldsOf, textOf } from '../../../support/page.js';
import { makePastBuild } from '../../../support/past-build.js';
import { Multipart, serveHome, Visitor } from '../../../support/web.js';

/** Nothing can be built here, so nothing is started by a test that orders a build. */
const disabled = { enabled: false };
const managers = Object.fromEntries(Object.keys(allManagers).map((id) => [id, disabled]));
const home = makeHome({ shared: true, settings: { managers } });
const served = await serveHome(home, { shared: true });

const yml = 'name: climate\nchannels: [bioconda]\ndependencies: [samtools]\n';
const upload = (filename: string, value: string) => ({ name: 'upload', filename, value });

describe('the form', () => {
  it('is empty at first', async () => {
    const { status, text } = await served.ask('/');
    expect(status).toBe(200);
    expect(fieldsOf(text)).toEqual({});
  });

  it('is filled in from an earlier build', async () => {
    const recipe = { display_name: 'Fish & chips', packages: ['numpy>=2', 'scipy'] };
    const { id } = makePastBuild(home, { name: 'fish', recipe });
    const { text } = await served.ask(`/?retry=${id}`);
    expect(fieldsOf(text)).toMatchObject({
      kernel_packages: 'numpy>=2\nscipy',
      display_name: 'Fish & chips',
    });
    expect(text).toContain(`/builds/${id}`);
  });

  it('says why the earlier build failed, at the field too, and offers the fixes, without being an error', async () => {
    const any = { id: 'any-six', label: 'Any version of six', package: { from: 'six', to: 'six' } };
    const cause = { code: 'no-such-version', message: 'There is no six 99', hint: 'Drop it', next: [any] };
    const { id } = makePastBuild(home, { name: 'caused', recipe: { packages: ['six==99'] }, cause });
    const { text } = await served.ask(`/?retry=${id}`);
    const note = /id="retry-cause">([\s\S]*?)<\/div><\/div>/.exec(text)?.[1] ?? '';
    expect(note).toContain('That build failed: There is no six 99');
    expect(note).toContain(`href="/?retry=${id}&amp;step=any-six">Any version of six</a>`);
    expect(text).toMatch(/<textarea[^>]* id="kernel_packages"[^>]* aria-invalid="true"/);
    expect(text).toMatch(/<title>Create a kernel/);
    const fixed = await served.ask(`/?retry=${id}&step=any-six`);
    expect(fixed.text).not.toContain('id="retry-cause"');
  });

  it('is filled in with a change that the page of a failed build offers', async () => {
    const any = { id: 'any-six', label: 'Any version of six', package: { from: 'six', to: 'six' } };
    const other = { id: 'python-3.11', label: 'Python 3.11', language_version: '3.11' };
    const cause = { code: 'no-such-version', message: 'No', hint: 'Try', next: [any, other] };
    const recipe = { packages: ['six==99', 'numpy'], language_version: '3.11' };
    const { id } = makePastBuild(home, { name: 'pinned', recipe, cause });
    const { text } = await served.ask(`/builds/${id}`);
    expect(text).toContain(`href="/?retry=${id}&amp;step=any-six">Any version of six</a>`);
    expect(text).not.toContain('step=python-3.11');
    const form = await served.ask(`/?retry=${id}&step=any-six`);
    expect(fieldsOf(form.text)).toMatchObject({ kernel_packages: 'six\nnumpy', language_version: '3.11' });
    const unknown = await served.ask(`/?retry=${id}&step=other`);
    expect(unknown.status).toBe(422);
    expect(textOf(unknown.text)).toContain('Choose one of any-six');
  });

  it('begins with the packages of a kernel, and with the module that its notebook missed', async () => {
    const directory = `${home.jupyter_data}/kernels/lab`;
    mkdirSync(directory, { recursive: true });
    const argv = ['/usr/bin/python3', '-m', 'ipykernel_launcher'];
    writeFileSync(
      `${directory}/kernel.json`,
      JSON.stringify({ argv, display_name: 'Lab', language: 'python' }),
    );
    const { status, text } = await served.ask('/?like=lab&module=cv2');
    expect(status).toBe(200);
    const { kernel_packages = '', kernel_name } = fieldsOf(text);
    expect(kernel_packages.split('\n').at(-1)).toBe('import cv2');
    expect(kernel_name).toBe('Lab + cv2');
    expect(textOf(text)).toContain('Like Lab, plus what you add');
    rmSync(directory, { recursive: true });
  });

  it.each([
    ['like=nope', 'You have no kernel `nope`'],
    ['like=nope&module=x', 'You have no kernel `nope`'],
  ])('stays empty, with the reason, for ?%s', async (query, reason) => {
    const { status, text } = await served.ask(`/?${query}`);
    expect(status).toBe(404);
    expect(textOf(text)).toContain(reason.replaceAll('`', ''));
    expect(fieldsOf(text)).toEqual({});
  });

  it.each(['20261125-000000-000000', '../../etc', ''])('is not filled in from the build %j', async (id) => {
    const { status, text } = await served.ask(`/?retry=${encodeURIComponent(id)}`);
    expect(status).toBe(404);
    expect(textOf(text)).toContain('The build');
  });

  it('reports a build with a missing or broken recipe', async () => {
    for (const change of [rmSync, (path: string) => writeFileSync(path, 'name: [')]) {
      const { id, files } = makePastBuild(home);
      change(files.recipe);
      const { status, text } = await served.ask(`/?retry=${id}`);
      expect(status).toBe(422);
      expect(textOf(text)).not.toContain('in Create Kernel itself');
    }
  });

  it.each(['/?retry=a&retry=b', '/?retry[]=a', '/?__proto__=x'])('stands the address %s', async (path) => {
    expect((await served.ask(path)).status).toBe(200);
  });
});

describe('the form of a site with presets', async () => {
  const licence = { variable: 'LICENCE', value: 'yes', label: 'I accept the licence' };
  const closed: z.input<typeof presetSchema> = {
    ...{ id: 'closed', title: 'Closed & ours', open: ['packages'], agree: [licence] },
    recipe: { packages: ['six'], language_version: '3.11' },
  };
  const home = makeHome({ shared: true, settings: { managers, presets: [closed] } });
  const served = await serveHome(home, { shared: true });
  const hiddenIn = (text: string) => /name="preset_id" value="([^"]*)"/.exec(text)?.[1];
  const typed = { preset_id: 'closed', kernel_name: 'mine' };

  it('links to each', async () => {
    const { text } = await served.ask('/');
    expect(text).toContain('href="/?preset=closed"');
    expect(textOf(text)).toContain('Closed & ours');
  });

  it('is filled in with the one that the address names, and says which', async () => {
    const { status, text } = await served.ask('/?preset=closed');
    expect(status).toBe(200);
    expect(fieldsOf(text)).toMatchObject({ kernel_packages: 'six' });
    expect(hiddenIn(text)).toBe('closed');
    expect(textOf(text)).toContain('I accept the licence');
    expect(text).toMatch(/<textarea [^>]*id="kernel_channels"[^>]* readonly/);
    expect(text).not.toMatch(/<select [^>]*name="language_version"/);
    expect(text).toMatch(/<input [^>]*id="language_version" value="3.11"[^>]* readonly/);
  });

  it.each(['nothing', '../../etc/passwd', '__proto__', '<script>', 'x'.repeat(5000)])(
    'reports the unknown preset %j above an empty form',
    async (id) => {
      const { status, text } = await served.ask(`/?preset=${encodeURIComponent(id)}`);
      expect(status).toBe(404);
      expect(textOf(text)).toContain('The preset');
      expect(textOf(text)).toContain('Choose one of closed');
      expect(text).toContain('id="create-form"');
      expect(hiddenIn(text)).toBeUndefined();
    },
  );

  it.each(['/builds', '/preview'])(
    'comes back with its preset until its boxes are ticked: %s',
    async (path) => {
      const { text } = await new Visitor(served).post(path, typed);
      expect(hiddenIn(text)).toBe('closed');
      expect(textOf(text)).toContain('Tick the box to accept');
      expect(fieldsOf(text)).toMatchObject({ kernel_name: 'mine', kernel_packages: 'six' });
    },
  );

  it('comes back with what a closed field has to be', async () => {
    const change = { ...typed, agree_LICENCE: '1', language_version: '3.12', kernel_packages: 'scipy' };
    const { status, text } = await new Visitor(served).post('/builds', change);
    expect(status).toBe(409);
    expect(textOf(text)).toContain('does not allow changes to language_version');
    expect(text).toMatch(/<input [^>]*id="language_version" value="3.11"/);
    expect(fieldsOf(text)).toMatchObject({ kernel_packages: 'scipy', agree_LICENCE: '1' });
  });

  it('is understood while it is filled in', async () => {
    const answer = await new Visitor(served).post('/understand', { ...typed, language_version: '3.12' });
    const { problems, summary } = asReceived(answer.text, isUnderstood);
    expect(problems.map(({ field }) => field)).toEqual(['language_version', 'agree_LICENCE']);
    expect(summary.language).toBe('Python 3.12');
  });

  it('is filled in again from a build that was made from one', async () => {
    const recipe = { packages: ['six'], language_version: '3.11', install_variables: { LICENCE: 'yes' } };
    const { id, files } = makePastBuild(home, { name: 'again', recipe });
    const order = JSON.parse(readFileSync(files.order, 'utf8'));
    writeFileSync(files.order, JSON.stringify({ ...order, preset: 'closed' }));
    const { text } = await served.ask(`/?retry=${id}`);
    expect(hiddenIn(text)).toBe('closed');
    expect(fieldsOf(text)).toMatchObject({ kernel_packages: 'six' });
    expect(fieldsOf(text).agree_LICENCE).not.toBe('1');
    expect(fieldsOf(text)).not.toHaveProperty('install_variables');
  });

  it('is filled in again without a preset that is gone', async () => {
    const { id, files } = makePastBuild(home, { name: 'gone', recipe: { packages: ['six'] } });
    const order = JSON.parse(readFileSync(files.order, 'utf8'));
    writeFileSync(files.order, JSON.stringify({ ...order, preset: 'gone' }));
    const { status, text } = await served.ask(`/?retry=${id}`);
    expect(status).toBe(200);
    expect(hiddenIn(text)).toBeUndefined();
    expect(fieldsOf(text)).toMatchObject({ kernel_packages: 'six' });
  });
});

describe('a form with a mistake', () => {
  const typed = {
    kernel_name: 'My <b>kernel</b>',
    kernel_packages: 'numpy\n/etc/passwd',
    kernel_variables: 'PATH=/evil',
    smoke_code: '\n  </textarea><script>',
  };

  it.each(['/builds', '/preview'])('comes back with what was typed and what was wrong: %s', async (path) => {
    const { status, text } = await new Visitor(served).post(path, typed);
    expect(status).toBe(422);
    expect(fieldsOf(text)).toMatchObject(typed);
    expect(textOf(text)).toContain('is a path, not a package');
    expect(textOf(text)).toContain('would change how the build works');
  });

  it('says that no package manager is here', async () => {
    const { status, text } = await new Visitor(served).post('/builds', { kernel_name: 'fine' });
    expect(status).toBe(422);
    expect(textOf(text)).toContain('is not installed on this host');
  });

  it('is refused, not wrong, where the name is taken', async () => {
    const home = makeHome();
    mkdirSync(`${home.jupyter_data}/kernels/taken`, { recursive: true });
    const spec = { argv: ['x'], display_name: 'Taken', language: 'python' };
    writeFileSync(`${home.jupyter_data}/kernels/taken/kernel.json`, JSON.stringify(spec));
    const answer = await new Visitor(await serveHome(home)).post('/builds', { kernel_name: 'taken' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('Create Kernel did not make it');
  });
});

describe('What is requested from conda, where the site has none', () => {
  const offer = 'Take the packages from the package index';

  it('is offered from the package index, by the names that it has there', async () => {
    const site = await serveHome(makeHome({ settings: { managers: { ...managers, uv: {}, venv: {} } } }));
    const fields = {
      kernel_name: 'Mine',
      kernel_packages: 'conda install -c conda-forge pytorch numpy',
      from_index: '1',
    };
    const refused = await new Visitor(site).post('/builds', fields);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('<div id="from-index" class="from-index">');
    expect(textOf(refused.text)).toContain(offer);
    const { text } = await new Visitor(site).post('/', fields);
    expect(text).toContain('<div id="from-index" class="from-index" hidden>');
    expect(fieldsOf(text)).toMatchObject({ kernel_name: 'Mine', kernel_packages: 'torch\nnumpy' });
    expect(fieldsOf(text)).not.toHaveProperty('kernel_channels');
  });

  it('is not among the examples of the page', async () => {
    expect(textOf((await served.ask('/')).text)).toContain('pip install geopandas rasterio');
  });
});

describe('a form with files', () => {
  it('comes back with the values of the files', async () => {
    const form = new Multipart([{ name: 'kernel_name', value: 'mine' }, upload('environment.yml', yml)]);
    const { text } = await new Visitor(served).post('/builds', form);
    expect(fieldsOf(text)).toMatchObject({
      kernel_packages: 'samtools',
      kernel_channels: 'bioconda\nconda-forge',
    });
  });

  it('comes back whole where a file is too large', async () => {
    const form = new Multipart([
      upload('huge.yml', 'x'.repeat(2_000_001)),
      { name: 'kernel_name', value: 'Mine' },
    ]);
    const { status, text } = await new Visitor(served).post('/builds', form);
    expect(status).toBe(413);
    expect(textOf(text)).toContain('is larger than 2.0 MB');
    expect(fieldsOf(text)).toMatchObject({ kernel_name: 'Mine' });
  });

  it('is reported if a file cannot be read', async () => {
    const form = new Multipart([upload('photo.png', '\u0089PNG\0'), { name: 'kernel_name', value: 'Mine' }]);
    const { status, text } = await new Visitor(served).post('/preview', form);
    expect(status).toBe(422);
    expect(textOf(text)).toContain('photo.png is not text');
  });

  it.each([
    ['too much text', { kernel_name: 'x'.repeat(1_100_000) }, 'The form is larger than 1 MB'],
    [
      'too many fields',
      Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`f${i}`, ''])),
      'The form has more fields',
    ],
  ])('is refused with %s', async (_what, fields, expected) => {
    const { status, text } = await new Visitor(served).post('/builds', fields);
    expect(status).toBe(413);
    expect(textOf(text)).toContain(expected);
  });

  it.each([
    ['an unknown charset', { 'content-type': 'application/x-www-form-urlencoded; charset=nonsense' }],
    ['an unknown encoding', { 'content-encoding': 'nonsense' }],
    ['bytes that are not packed as it says', { 'content-encoding': 'gzip' }],
  ])('is refused where it claims %s', async (_what, headers) => {
    const { status, text } = await new Visitor(served).post('/builds', { kernel_name: 'a' }, headers);
    expect(status).toBe(400);
    expect(textOf(text)).toContain('no page of this app sends');
  });

  it('is refused where it is no form', async () => {
    for (const type of ['application/json', 'text/plain', '']) {
      const visitor = new Visitor(served);
      const answer = await visitor.post('/builds', { kernel_name: 'a' }, { 'content-type': type });
      expect(answer.status).toBe(403);
    }
  });
});

describe('from the preview back to the form', () => {
  it('what was typed comes along', async () => {
    const { status, text } = await new Visitor(served).post('/', {
      kernel_name: 'Mine',
      kernel_packages: '-e .',
    });
    expect(status).toBe(200);
    expect(fieldsOf(text)).toMatchObject({ kernel_name: 'Mine' });
    expect(textOf(text)).not.toContain('is a path');
  });
});

describe('while the form is filled in', () => {
  it('what is understood comes as data, mistakes and all', async () => {
    const answer = await new Visitor(served).post('/understand', { kernel_packages: 'numpy' });
    expect(answer.headers['content-type']).toMatch('application/json');
    const { chips, problems } = asReceived(answer.text, isUnderstood);
    expect(chips).toMatchObject([{ kind: 'package', value: 'numpy' }]);
    expect(problems).toMatchObject([{ code: 'name-empty', field: 'kernel_name' }]);
  });
});

it('the recipe of a build is the one that was ordered', async () => {
  const { id } = makePastBuild(home, { name: 'same', recipe: { packages: ['six'] } });
  const { name, packages } = await readBuildRecipe(await readBuild(id, home.site));
  expect([name, packages.map(({ text }) => text)]).toEqual(['same', ['six']]);
});

describe('My recipes', () => {
  const values = {
    kernel_name: '气候',
    kernel_packages: 'numpy xarray',
    kernel_variables: 'API_TOKEN=s3cret-value',
  };

  it('has a form that was saved: it starts another, is a file and a link, and can be removed', async () => {
    const visitor = new Visitor(served);
    const saved = await visitor.post('/recipes', values);
    expect(saved.status).toBe(200);
    expect(textOf(saved.text)).toContain(
      'Saved as 气候 in My recipes. Without the secret variables API_TOKEN.',
    );
    expect(fieldsOf(saved.text)).toMatchObject(values);
    const id = /\/\?recipe=(kernel-[0-9a-f]{4})"/.exec(saved.text)?.[1] ?? '';
    const started = await served.ask(`/?recipe=${id}`);
    expect(fieldsOf(started.text)).toMatchObject({ kernel_name: '气候', kernel_packages: 'numpy\nxarray' });
    expect(started.text).not.toContain('s3cret-value');
    expect(started.text).toMatch(/href="\/#recipe=[\w-]+"/);
    const file = await served.ask(`/recipes/${id}.yml`);
    expect(file.headers['content-disposition']).toContain(`${id}.yml`);
    expect(file.text).toBe(`name: ${id}\ndisplay_name: 气候\npackages:\n  - numpy\n  - xarray\n`);
    expect((await visitor.post('/recipes/remove', { id })).status).toBe(303);
    expect((await served.ask(`/?recipe=${id}`)).status).not.toBe(200);
  });

  it('has no form with a mistake, which is shown again with what is wrong', async () => {
    const visitor = new Visitor(served);
    const { status, text } = await visitor.post('/recipes', { ...values, kernel_variables: 'no value' });
    expect(status).toBe(422);
    expect(fieldsOf(text)).toMatchObject({ kernel_packages: values.kernel_packages });
    expect((await served.ask('/')).text).not.toContain('My recipes');
  });

  it.each(['/recipes/nope.yml', '/recipes/..%2Fsite.yml'])('has no file at %s', async (path) => {
    expect((await served.ask(path)).status).toBe(404);
  });
});
