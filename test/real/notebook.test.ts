/** A notebook that has to run in a new kernel, from the page to the launcher, by a real package manager. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Build } from '../../src/builds/build.js';
import { findKernel } from '../../src/kernels/find-kernel.js';
import { makeHome } from '../support/home.js';
import { logText } from '../support/log.js';
import { notebookOf } from '../support/notebook.js';
import { generationOf } from '../support/operate.js';
import { textOf } from '../support/page.js';
import { ended } from '../support/pretend.js';
import { buildProgram } from '../support/program.js';
import { serveHome, Visitor } from '../support/web.js';

const home = makeHome({ shared: true, keepPackages: true });
const served = await serveHome(home, { shared: true });
const visitor = new Visitor(served);
const SECRET = 'kept-out-of-every-log';
const notebook = notebookOf([
  'import six\nsix.__version__',
  'import os\nprint("token:", os.environ["API_TOKEN"])',
  'import yaml\nprint(yaml.safe_load("answer: 42"))',
]);

const idIn = (location = '') => location.split('/').at(-1) ?? '';
const texts = (directory: string) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');

async function succeeded(build: Build): Promise<Build> {
  expect(build.state.status, await logText(build.files)).toBe('succeeded');
  return build;
}

describe('a notebook that comes with a new kernel', () => {
  it('stops the build at a missing module, and one button adds that and goes on', async () => {
    await buildProgram();
    const fields = {
      kernel_name: 'noted',
      kernel_packages: 'six',
      kernel_variables: `API_TOKEN=${SECRET}`,
      // As from an earlier page; an uploaded notebook also asks for what it imports.
      ...{ run_notebook: '1', kernel_notebook: notebook },
      notebook_minutes: '5',
    };
    const ordered = await visitor.post('/builds', fields);
    expect(ordered.status, textOf(ordered.text)).toBe(303);
    const failed = await ended(idIn(ordered.headers.location), home);
    expect(failed.state.cause).toMatchObject({
      code: 'notebook-needs-module',
      message: 'Cell 3 of 3 of the notebook needs the module `yaml`, which is not in the environment',
      excerpt: 'import yaml\nprint(yaml.safe_load("answer: 42"))',
    });
    const log = await logText(failed.files);
    expect(log).toContain('token: ***');
    expect(log).not.toContain(SECRET);

    const { text } = await visitor.get(`/builds/${failed.id}`);
    expect(textOf(text)).toContain('Add pyyaml, which has the module yaml, and continue');
    const step = /name="step" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const again = await visitor.post(`/builds/${failed.id}/retry`, { step });
    const build = await succeeded(await ended(idIn(again.headers.location), home));
    expect(build.state.report?.notebook).toMatchObject({ ok: true, cells: 3, ran: 3 });
    expect(textOf((await visitor.get(`/builds/${build.id}`)).text)).toContain('3 of 3 cells');
    expect((await findKernel('noted', home.site)).origin?.recipe).toMatchObject({
      packages: ['six', 'pyyaml'],
      imports: ['yaml'],
      notebook: '',
    });
  });

  it('is kept only in the directory of the build, for its owner', async () => {
    const { directory, origin } = await findKernel('noted', home.site);
    const kept = [directory, join(origin?.prefix ?? '', '.create_kernel')].map(texts);
    for (const text of kept) expect(text).not.toContain('safe_load');
    const builds = join(home.site.data_root, 'builds');
    const [build = ''] = readdirSync(builds).sort();
    expect(statSync(join(builds, build)).mode & 0o777).toBe(0o700);
    const mode = statSync(join(builds, build, 'recipe.yml')).mode & 0o777;
    expect(mode).toBe(0o600);
    expect(readFileSync(join(builds, build, 'recipe.yml'), 'utf8')).toContain('safe_load');
  });

  it('can be run for an update too, where its failure may be accepted', async () => {
    const run_notebook = notebookOf(['import tinycss2', '1 / 0']);
    const given = { add: ['tinycss2'], run_notebook };
    const refused = await generationOf(home, 'update', 'noted', given);
    expect(refused.state.cause).toMatchObject({
      code: 'notebook-failed',
      message: 'Cell 2 of 2 of the notebook failed: ZeroDivisionError: division by zero',
    });
    const build = await generationOf(home, 'update', 'noted', { ...given, accept_notebook_failure: true });
    await succeeded(build);
    expect(build.state.report?.notebook).toMatchObject({ ok: false, ran: 1 });
  });
});
