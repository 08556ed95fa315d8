import { describe, expect, it } from 'vitest';
import { RequestErrors, UserError } from '../../src/errors.js';
import { makeContext } from '../../src/web/context.js';
import { makeCreatePage } from '../../src/web/create-page.js';
import type { FormFieldView } from '../../src/web/view-models.js';
import { makeHome } from '../support/home.js';

const locations = [
  { id: 'home', title: 'Home', path: '/home/me/environments' },
  { id: 'scratch', title: 'Scratch', path: '/scratch/me' },
];
const home = makeHome({ shared: true, settings: { locations, limits: { upload_megabytes: 3 } } });
const form = makeContext(home.environment).form();

const tools = {
  uv: { path: '/usr/bin/uv', version: '0.9.0' },
  interpreters: [
    { path: '/usr/bin/python3.12', version: '3.12.4', venv: true, pip: '24.0' },
    { path: '/usr/bin/python3.9', version: '3.9.1', venv: true, pip: '21.0' },
  ],
};

function page(state: Partial<Parameters<typeof makeCreatePage>[2]> = {}, more: object = {}) {
  return makeCreatePage(form, { ...home.site, tools: { ...tools, ...more } }, { values: {}, ...state });
}

function field(made: ReturnType<typeof page>, id: string): FormFieldView | undefined {
  return [...made.basic, ...made.advanced].find((each) => each.id === id);
}

const values = (made: ReturnType<typeof page>, id: string) =>
  field(made, id)?.options?.map(({ value }) => value);

describe('the Create page', () => {
  it('offers names that are known for a field, and not more than a browser can complete from', () => {
    const names = Array.from({ length: 5000 }, (_, index) => `tool/${index}`);
    const made = page({ known: { kernel_modules: names } });
    expect(field(made, 'kernel_modules')?.known).toEqual(names.slice(0, 3000));
    expect(field(made, 'kernel_packages')?.known).toBeUndefined();
  });

  it('asks for packages and a name first, and for the rest under Advanced', () => {
    const { basic, advanced } = page();
    expect(basic.map(({ id }) => id)).toEqual(['kernel_packages', 'kernel_name']);
    expect(advanced.map(({ id }) => id)).toContain('keep_failed');
  });

  it('shows what was typed', () => {
    expect(field(page({ values: { kernel_name: ' Mine ' } }), 'kernel_name')?.value).toBe(' Mine ');
    expect(field(page(), 'kernel_name')?.value).toBe('');
  });

  it('offers what the site has', () => {
    expect(values(page(), 'kernel_language')).toEqual(['python']);
    expect(values(page(), 'kernel_manager')).toEqual(['auto', 'uv', 'venv']);
    expect(values(page(), 'kernel_location')).toEqual(['home', 'scratch']);
    expect(page().upload_most).toBe('3.0 MB');
  });

  it('offers the versions that a manager can give, newest first', () => {
    expect(values(page({}, { uv: undefined }), 'language_version')?.slice(0, 3)).toEqual(['', '3.12', '3.9']);
    const conda = { uv: undefined, conda: { path: '/opt/conda/bin/conda', version: '24.1.0' } };
    expect(values(page({}, conda), 'language_version')).toContain('3.6');
  });

  it('still shows where the site has no tool at all', () => {
    expect(values(page({}, { uv: undefined, interpreters: [] }), 'kernel_manager')?.[0]).toBe('auto');
  });

  it('shows a mistake where it is, and opens Advanced if it is there', () => {
    const wrong = page({
      errors: [new UserError('language-unknown', { given: 'go', known: [] }, 'language')],
    });
    expect(field(wrong, 'kernel_language')?.problem).toMatchObject({ code: 'language-unknown' });
    expect(wrong.advanced_open).toBe(true);
    const other = page({ errors: [new UserError('name-empty', { given: '' }, 'name')] });
    expect(other.advanced_open).toBeFalsy();
    expect(other.problems).toHaveLength(1);
  });

  it('tells of a mistake in no field of the form as well', () => {
    const errors = new RequestErrors([new UserError('page-expired', {})]).errors;
    expect(page({ errors }).problems).toMatchObject([{ code: 'page-expired' }]);
  });
});
