import { describe, expect, it } from 'vitest';
import { RequestErrors, UserError } from '../../../../src/base/errors.js';
import type { FormFieldView } from '../../../../src/shared/form/create-page.js';
import { siteSchema } from '../../../../src/site/settings/index.js';
import { makeContext } from '../../../../src/web/context.js';
import { makeCreatePage } from '../../../../src/web/pages/create/create-page.js';
import { makeHome } from '../../../support/home.js';
import { type HostTools, interpreter, toolsOf } from '../../../support/host.js';

const locations = [
  { id: 'home', title: 'Home', path: '/home/me/environments' },
  { id: 'scratch', title: 'Scratch', path: '/scratch/me' },
];
const home = makeHome({ shared: true, settings: { locations, limits: { upload_megabytes: 3 } } });
const form = makeContext(home.environment).form();

const tools = {
  uv: { path: '/usr/bin/uv', version: '0.9.0' },
  interpreters: [interpreter('3.12.4'), interpreter('3.9.1', '21.0')],
};

function page(state: Partial<Parameters<typeof makeCreatePage>[2]> = {}, more: HostTools = {}) {
  return makeCreatePage(
    form,
    { ...home.site, tools: toolsOf({ ...tools, ...more }) },
    { values: {}, ...state },
  );
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

  it('asks for packages, a name and a version first, and for the rest under Advanced', () => {
    const { basic, advanced } = page();
    expect(basic.map(({ id }) => id)).toEqual(['kernel_packages', 'kernel_name', 'language_version']);
    expect(advanced.map(({ id }) => id)).toContain('keep_failed');
  });

  it('shows what was typed', () => {
    expect(field(page({ values: { kernel_name: ' Mine ' } }), 'kernel_name')?.value).toBe(' Mine ');
    expect(field(page(), 'kernel_name')?.value).toBe('');
  });

  it('offers what the site has', () => {
    expect(values(page(), 'kernel_language')).toEqual(['python', 'bash']);
    expect(values(page(), 'kernel_manager')).toEqual(['auto', 'uv', 'venv', 'rattler']);
    expect(values(page(), 'kernel_location')).toEqual(['home', 'scratch']);
    expect(page().upload_most).toBe('3.0 MB');
    expect(page().upload_bytes).toBe(3_000_000);
  });

  it('says at the package manager which one this host cannot have, and why', () => {
    const help = (more: HostTools) => field(page({}, more), 'kernel_manager')?.help;
    expect(help({})).not.toContain('rattler');
    const other = help({ interpreters: [{ ...interpreter('3.12.4'), machine: 's390x' }] });
    expect(other).toMatch(/^The tool that installs .*`rattler` is not available on this host: .* s390x/);
  });

  it('offers the versions that a manager can give, newest first', () => {
    const here = pageOf({ managers: { rattler: { enabled: false } } });
    expect(values(here, 'language_version')?.slice(0, 3)).toEqual(['', '3.12', '3.9']);
    const conda = { uv: undefined, conda: { path: '/opt/conda/bin/conda', version: '24.1.0' } };
    expect(values(page({}, conda), 'language_version')).toContain('3.6');
  });

  it('says where a version comes from, and which have reached their end of life', () => {
    const downloads = { found: [interpreter('3.13.1'), interpreter('3.8.20')] };
    const found = field(
      page({ known: { kernel_modules: ['python/3.10.4'] } }, { downloads }),
      'language_version',
    );
    expect(found?.options?.map(({ label }) => label)).toEqual(
      expect.arrayContaining([
        '3.13 (download)',
        '3.12 (here)',
        '3.10 (module python/3.10.4, end of life)',
        '3.8 (download, end of life)',
        '3.6 (channel, end of life)',
      ]),
    );
  });

  it('shows for each language its own versions and examples, and comes with those of the others', () => {
    const made = page({ values: { kernel_language: 'bash' } });
    expect(values(made, 'language_version')).toEqual(['']);
    expect(field(made, 'kernel_packages')?.placeholder).toMatch(/^httpie /);
    const { by_language } = field(made, 'language_version') ?? {};
    expect(Object.keys(by_language ?? {})).toEqual(values(made, 'kernel_language'));
    expect(by_language?.python?.options?.map(({ value }) => value)).toContain('3.12');
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

  it('shows a mistake outside the fields of the form too', () => {
    const errors = new RequestErrors([new UserError('page-expired', {})]).errors;
    expect(page({ errors }).problems).toMatchObject([{ code: 'page-expired' }]);
  });
});

describe('the Create page of a site with settings for the form', () => {
  const settings = {
    default_packages: ['ipywidgets'],
    form: {
      defaults: { kernel_channels: 'bioconda', keep_failed: '1' },
      help: { kernel_name: 'As the course calls it.' },
      hidden: ['smoke_code', 'kernel_manager', 'kernel_packages'],
    },
  };
  const made = (values = {}) => pageOf(settings, { values });

  it('begins with what the site says, and shows what was typed in its place', () => {
    expect(field(made(), 'kernel_packages')?.value).toBe('ipywidgets');
    expect(field(made(), 'kernel_channels')?.value).toBe('bioconda');
    expect(field(made(), 'keep_failed')?.value).toBe('1');
    const typed = made({ kernel_packages: '', keep_failed: '0' });
    expect(field(typed, 'kernel_packages')?.value).toBe('');
    expect(field(typed, 'keep_failed')?.value).toBe('0');
  });

  it('helps in the site’s words', () => {
    expect(field(made(), 'kernel_name')?.help).toBe('As the course calls it.');
    expect(field(made(), 'kernel_packages')?.help).toContain('separated by spaces or lines');
  });

  it('does not show hidden fields, except those that a form needs', () => {
    expect(field(made(), 'smoke_code')).toBeUndefined();
    expect(field(made(), 'kernel_manager')).toBeUndefined();
    expect(field(made(), 'kernel_packages')).toBeDefined();
  });
});

describe('the Create page with presets', () => {
  const licence = { variable: 'LICENCE', label: 'I accept it' };
  const closed = {
    ...{ id: 'closed', title: 'Closed', description: 'All of it', open: ['packages'], agree: [licence] },
    recipe: { packages: ['numpy'], manager: 'uv' },
  };
  const settings = { presets: [closed], examples: ['scientific-python', 'no-such-file'] };

  it('offers those that can be used', () => {
    expect(pageOf(settings).presets.map(({ id }) => id)).toEqual(['closed', 'scientific-python']);
    expect(pageOf(settings)).not.toHaveProperty('preset');
  });

  it('shows the chosen one in their place, with its boxes', () => {
    const made = pageOf(settings, { values: { preset_id: 'closed' } });
    expect(made.presets).toEqual([]);
    expect(made.preset).toMatchObject({ id: 'closed', title: 'Closed', description: 'All of it' });
    expect(made.preset?.agree).toMatchObject([{ id: 'agree_LICENCE', label: 'I accept it', value: '' }]);
    const ticked = pageOf(settings, { values: { preset_id: 'closed', agree_LICENCE: '1' } });
    expect(ticked.preset?.agree).toMatchObject([{ value: '1' }]);
  });

  it('fills the form with it, and shows closed fields as they have to be', () => {
    const values = { preset_id: 'closed', kernel_manager: 'venv', kernel_packages: 'six' };
    const made = pageOf(settings, { values });
    expect(field(made, 'kernel_manager')).toMatchObject({ value: 'uv', closed: true });
    expect(field(made, 'kernel_channels')).toMatchObject({ value: '', closed: true });
    expect(field(made, 'kernel_packages')?.value).toBe('six');
    for (const id of ['kernel_packages', 'kernel_name', 'keep_failed'])
      expect(field(made, id)).not.toHaveProperty('closed');
  });

  it('shows a box that was not ticked as the mistake', () => {
    const errors = [new UserError('preset-not-accepted', licence, 'agree_LICENCE')];
    const made = pageOf(settings, { values: { preset_id: 'closed' }, errors });
    expect(made.preset?.agree[0]?.problem).toMatchObject({ code: 'preset-not-accepted' });
  });
});

function pageOf(settings: object, state: Partial<Parameters<typeof makeCreatePage>[2]> = {}) {
  const site = { ...home.site, config: siteSchema.parse(settings), tools: toolsOf(tools) };
  return makeCreatePage(form, site, { values: {}, ...state });
}
