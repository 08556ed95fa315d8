import { describe, expect, it } from 'vitest';
import { makeHome } from '../../../support/home.js';
import { textOf } from '../../../support/page.js';
import { Multipart, serveHome, Visitor } from '../../../support/web.js';

const licence = { variable: 'LICENCE', value: 'accepted', label: 'I accept it' };
const course = { id: 'course', title: 'The course', recipe: { packages: ['six'] }, agree: [licence] };
const home = makeHome({ pretendUv: true, shared: true, settings: { presets: [course] } });
const served = await serveHome(home, { shared: true });

/** The page without the hidden fields, in which the form comes back as it was sent. */
const shown = (page: string) => page.replace(/<input type="hidden"[^>]*>/g, '');

describe('the page of a preview', () => {
  it('has no value of a secret variable, and says where the script takes it from', async () => {
    const kernel_variables = 'DB_PASSWORD=hunter-two\nTERM_OF=autumn';
    const install_variables = 'INDEX_TOKEN=tk-s3cret';
    const form = { kernel_name: 'mine', kernel_packages: 'six', kernel_variables, install_variables };
    const { status, text } = await new Visitor(served).post('/preview', form);
    expect(status).toBe(200);
    expect(textOf(text)).toContain('autumn');
    expect(textOf(text)).toContain('DB_PASSWORD');
    expect(shown(text)).not.toMatch(/hunter-two|tk-s3cret/);
  });

  it('reports what was left out of a file, such as the licence that another user accepted', async () => {
    const value = 'name: mine\npackages: [six]\ninstall_variables: {LICENCE: accepted}\n';
    const form = new Multipart([{ name: 'upload', filename: 'kept.yml', value }]);
    const { status, text } = await new Visitor(served).post('/preview', form);
    expect(status).toBe(200);
    expect(textOf(text)).toContain('LICENCE was left out, which accepts terms (I accept it)');
    expect(text).toContain('<input type="hidden" name="install_variables" value="">');
  });
});
