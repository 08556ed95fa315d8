import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBuildRecipe } from '../../../../src/builds/builds.js';
import { isReadTexts } from '../../../../src/shared/form/form-shapes.js';
import { asReceived } from '../../../support/as-received.js';
import { createWell } from '../../../support/create.js';
import { makeHome } from '../../../support/home.js';
import { logText } from '../../../support/log.js';
import { notebookOf } from '../../../support/notebook.js';
import { fieldsOf, hiddenIn, textOf } from '../../../support/page.js';
import { ended } from '../../../support/pretend.js';
import { Multipart, serveHome, Visitor } from '../../../support/web.js';

const agree = [{ variable: 'LICENCE', value: 'yes', label: 'I accept it' }];
const presets = [{ id: 'course', title: 'Course', recipe: {}, agree }];
const home = makeHome({ shared: true, pretendUv: true, settings: { presets } });
const visitor = new Visitor(await serveHome(home, { shared: true }));
const install_variables = { LICENCE: 'yes' };
await createWell(home, { name: 'mine', packages: ['six==1.16.0', 'numpy'], install_variables }, 'course');

describe('the page Update of a kernel', () => {
  it('is filled in by its address, as text, and changes nothing', async () => {
    const { status, text } = await visitor.get(
      '/kernels/update?name=mine&add=humanize&add=%3Cb%3E&remove=six',
    );
    expect(status).toBe(200);
    expect(text).toMatch(/<textarea[^>]*name="add"[^>]*>humanize\n&lt;b&gt;<\/textarea>/);
    expect(text).toMatch(/name="remove" value="six" checked/);
    expect(text).toMatch(/name="remove" value="numpy">/);
    expect((await visitor.get('/builds')).text).not.toContain('update');
  });

  it('leads to the whole recipe, with the preset of the kernel and what was agreed to', async () => {
    const { text } = await visitor.get('/?update=mine');
    expect(text).toMatch(/name="preset_id" value="course"/);
    expect(text).toMatch(/type="checkbox"[^>]*name="agree_LICENCE"[^>]*checked/);
    expect(text).not.toContain('LICENCE=yes');
  });

  it('is reached from the page of the kernel, which lists what is installed in how many files', async () => {
    const report = join(home.environments, 'mine/1/.create_kernel/report.json');
    const packages = [['six', true] as const, ['numpy', true] as const, ['pip', false] as const].map(
      ([name, requested]) => ({ name, version: '1.16', source: 'pypi', requested }),
    );
    const kept = readFileSync(report, 'utf8');
    writeFileSync(report, JSON.stringify({ ...JSON.parse(kept), packages, size: 5e6, files: 1234 }));
    const text = textOf((await visitor.get('/kernels/show?name=mine')).text);
    expect(text).toContain('Installed packages 2 asked for, 1 others');
    expect(text).toMatch(/numpy requested ?1\.16 ?pypi.*pip ?1\.16 ?pypi/);
    expect(text).toMatch(/Size ?5(\.0)? MB, 1,234 files/);
    writeFileSync(report, kept);
  });

  it('reports a kernel that is not there', async () => {
    const { status, text } = await visitor.get('/kernels/update?name=missing');
    expect(status).toBe(404);
    expect(text).toContain('missing');
  });

  it('shows what was understood of its text', async () => {
    const add = "ModuleNotFoundError: No module named 'yaml'";
    const answer = await visitor.post('/kernels/update/understand', { name: 'mine', add });
    expect(asReceived(answer.text, isReadTexts).chips).toMatchObject([{ label: 'yaml → pyyaml' }]);
  });

  it('keeps what was typed if it is refused', async () => {
    const answer = await visitor.post('/kernels/update', {
      name: 'mine',
      add: 'numpy',
      upgrade: 'some',
      upgrade_names: 'tiny',
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(/`?tiny`?.*cannot be upgraded/s);
    expect(answer.text).toMatch(/<textarea[^>]*name="add"[^>]*>numpy<\/textarea>/);
    expect(answer.text).toContain('value="some" checked');
  });

  it('shows what would change, without changing it', async () => {
    const answer = await visitor.post('/kernels/update/preview', { name: 'mine', add: 'tiny' });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('id="changes"');
    expect(answer.text).toMatch(/<textarea[^>]*name="add"[^>]*>tiny<\/textarea>/);
  });

  it('orders the update', async () => {
    const answer = await visitor.post('/kernels/update', {
      name: 'mine',
      add: 'tiny',
      remove: ['six', 'numpy'],
    });
    expect(answer.status).toBe(303);
    const id = answer.headers.location?.split('/').at(-1) ?? '';
    const { state, plan } = await ended(id, home);
    expect([state.status, plan.operation]).toEqual(['succeeded', 'update']);
    expect((await visitor.get('/kernels/update?name=mine')).text).toMatch(/name="remove" value="tiny">/);
  });

  it('takes a notebook that has to run, shows it, and the build runs it before it publishes', async () => {
    const sent = (text: string, more: Record<string, string> = {}) =>
      new Multipart([
        { name: 'name', value: 'mine' },
        { name: 'add', value: 'rich' },
        ...Object.entries(more).map(([name, value]) => ({ name, value })),
        { name: 'upload', value: text, filename: 'rain.ipynb' },
      ]);
    const notebook = notebookOf(['import tiny', 'tiny.answer']);
    const read = await visitor.post('/kernels/update/understand', sent(notebook));
    expect(asReceived(read.text, isReadTexts)).toMatchObject({
      notebook: { name: 'rain.ipynb', cells: 2 },
      problems: [],
    });

    const shown = await visitor.post('/kernels/update/preview', sent(notebook, { notebook_minutes: '3' }));
    expect(textOf(shown.text)).toContain('Run the notebook (2 cells with code) in the new environment');
    expect(shown.text).toMatch(/name="kernel_notebook" value="[^"]*tiny\.answer/);
    expect(fieldsOf(shown.text)).toMatchObject({ run_notebook: '1', notebook_minutes: '3' });

    const ordered = await visitor.post('/kernels/update', sent(notebook));
    const id = ordered.headers.location?.split('/').at(-1) ?? '';
    const build = await ended(id, home);
    expect(build.state.status).toBe('succeeded');
    expect(await logText(build.files)).toContain('probe_notebook.py');
    expect((await readBuildRecipe(build)).notebook).toContain('tiny.answer');

    const wrong = await visitor.post('/kernels/update', sent('six\n'));
    expect(wrong.status).toBe(422);
    expect(wrong.text).toMatch(/id="upload"[^>]*aria-invalid="true"/);
    const no_notebook = { name: 'mine', add: 'six', notebook_minutes: '3' };
    const missing = await visitor.post('/kernels/update', no_notebook);
    expect(missing.text).toMatch(/id="notebook_minutes"[^>]*aria-invalid="true"/);
  });

  it('is one click away from the page of an update that failed: the form has what was asked for, and the cause', async () => {
    await createWell(home, { name: 'again', packages: ['six==1.16.0'], install_variables }, 'course');
    home.hook('echo no space left on device >&2; exit 1');
    const given = { name: 'again', add: 'humanize', upgrade: 'some', upgrade_names: 'six' };
    const answer = await visitor.post('/kernels/update', given);
    const id = answer.headers.location?.split('/').at(-1) ?? '';
    expect((await ended(id, home)).state.status).toBe('failed');
    home.hook('');
    const { text } = await visitor.get(`/builds/${id}`);
    expect(text).toContain(`<a class="btn btn-primary" href="/?retry=${id}">Edit and retry</a>`);
    const form = (await visitor.get(`/?retry=${id}`)).text;
    expect(fieldsOf(form).kernel_packages).toContain('humanize');
    expect(form).toContain('id="retry-cause"');
    expect(form).toMatch(/name="update_of" value="again"/);
    expect(textOf(form)).toContain('Also upgraded, as in the earlier build: six.');
    const previewed = (await visitor.post('/preview', { ...hiddenIn(form), ...fieldsOf(form) })).text;
    const ordered = await visitor.post('/builds', hiddenIn(previewed));
    const again = await ended(ordered.headers.location?.split('/').at(-1) ?? '', home);
    expect(again.order.upgrade).toEqual(['six']);
    expect(again.state.status).toBe('succeeded');
  });

  it('is not opened by another site’s form', async () => {
    const answer = await visitor.post(
      '/kernels/update',
      { name: 'mine', add: 'six' },
      { origin: 'https://elsewhere' },
    );
    expect(answer.status).toBe(403);
  });
});
