import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { siteSchema } from '../../../../src/site/settings/index.js';
import { readLinkedRecipe } from '../../../../src/web/form/filling/linked-recipe.js';

const read = (text: string, settings: object = {}) => {
  const link = `#recipe=${deflateRawSync(text).toString('base64url')}`;
  return readLinkedRecipe(link, { config: siteSchema.parse(settings) });
};

describe('the recipe of a link', () => {
  it('fills in the whole form: what it does not name gets the initial value', () => {
    const { values, filled, left_out, problems } = read(
      'name: climate\ndisplay_name: 气候\npackages: [numpy, xarray]\n',
      { form: { defaults: { kernel_modules: 'gcc/12' } } },
    );
    expect(values).toMatchObject({
      kernel_name: 'climate',
      display_name: '气候',
      kernel_packages: 'numpy\nxarray',
    });
    expect(values).toMatchObject({ kernel_modules: 'gcc/12', smoke_code: '', kernel_manager: 'auto' });
    expect(filled).toEqual(['kernel_name', 'display_name', 'kernel_packages']);
    expect([...left_out, ...problems]).toEqual([]);
  });

  it('shows the name as its sender typed it', () => {
    expect(read('name: meteo\ndisplay_name: Météo\n').values).toMatchObject({
      kernel_name: 'Météo',
      display_name: '',
    });
  });

  it('goes without secret variables and without fields that the site hides, and says so', () => {
    const { values, left_out } = read(
      'kernel_variables: { API_TOKEN: x, A: b }\nmanager: conda\nlanguage: python\n',
      { form: { hidden: ['kernel_manager'] } },
    );
    expect(values.kernel_variables).toBe('A=b');
    expect(values).not.toHaveProperty('kernel_manager');
    expect(left_out).toEqual(['kernel_manager', 'API_TOKEN']);
  });

  it.each([
    ['a field that no recipe has', 'pakages: [numpy]\n', 'field-unknown'],
    ['a package that is refused', 'packages: ["numpy; rm -rf /"]\n', undefined],
    ['a name that leaves the directory', 'name: ../../x\n', 'name-not-allowed'],
    ['a variable that is refused', 'kernel_variables: { LD_PRELOAD: /tmp/x.so }\n', 'variable-refused'],
    ['an alias bomb', 'packages: &a [x]\nmodules: [*a, *a, *a]\n', undefined],
    ['a text that is no recipe', 'hello', undefined],
    ['nothing', '', undefined],
  ])('fills in nothing with %s', (_, text, code) => {
    const { values, problems } = read(text);
    expect(values).toEqual({});
    expect(problems[0]).toMatchObject({ message: expect.any(String), ...(code && { code }) });
  });
});
