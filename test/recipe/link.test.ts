import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { givenText } from '../../src/reading/given-text.js';
import { readRecipe } from '../../src/recipe/formats/recipe.js';
import { LINK_MOST, recipeLink, textOfLink } from '../../src/recipe/link.js';
import { parseRecipe, type RecipeInput } from '../../src/recipe/recipe.js';
import fc from '../support/properties.js';

const linkOf = (fields: RecipeInput) => recipeLink(parseRecipe(fields));
const pack = (text: string) => `#recipe=${deflateRawSync(text).toString('base64url')}`;

describe('a link with a recipe', () => {
  it('gives the recipe again, in few characters of the URL alphabet', () => {
    const recipe = parseRecipe({
      ...{ name: 'climate', display_name: '气候分析', language_version: '3.11', channels: ['bioconda'] },
      ...{ packages: ['numpy>=2', 'xarray'], kernel_variables: { OMP_NUM_THREADS: '4' } },
      smoke_code: "import numpy\nprint('é')",
    });
    const { fragment = '', left_out } = recipeLink(recipe) ?? {};
    expect(fragment).toMatch(/^#recipe=[\w-]{50,400}$/);
    expect(left_out).toEqual([]);
    expect(readRecipe(givenText(textOfLink(fragment)))).toMatchObject({
      name: 'climate',
      display_name: '气候分析',
      smoke_code: recipe.smoke_code,
      kernel_variables: { OMP_NUM_THREADS: '4' },
    });
  });

  it('has no secret variable, and names those that it does not have', () => {
    const link = linkOf({
      name: 'a',
      install_variables: { PIP_TOKEN: 'hidden-1', LICENCE: 'yes' },
      kernel_variables: { HF_TOKEN: 'hidden-2', DATA: 'https://me:hidden-3@example.org' },
    });
    expect(link?.left_out).toEqual(['PIP_TOKEN', 'HF_TOKEN', 'DATA']);
    expect(textOfLink(link?.fragment ?? '')).toBe('name: a\ninstall_variables:\n  LICENCE: yes\n');
  });

  it('leaves the place of the build to who opens it', () => {
    const link = linkOf({ name: 'a', location: 'scratch', build_on: 'local' });
    expect(textOfLink(link?.fragment ?? '')).toBe('name: a\n');
  });

  it('is not made if it would be cut off on its way', () => {
    expect(linkOf({ name: 'a', lock: lockOf(300) })?.fragment.length).toBeLessThan(LINK_MOST);
    expect(linkOf({ name: 'a', lock: lockOf(900) })).toBeUndefined();
  });

  it.each([
    ['cut off', pack('name: climate\npackages: [numpy, scipy]').slice(0, 30)],
    ['of other characters', '#recipe=<script>'],
    ['empty', '#recipe='],
    ['a bomb', pack('a'.repeat(50_000_000))],
  ])('is refused with a hint if it is %s', (_, link) => {
    expect(() => textOfLink(link)).toThrow(/no recipe that can be read/);
  });

  it('never gives anything but text or this error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        try {
          expect(typeof textOfLink(`#recipe=${text}`)).toBe('string');
        } catch (error) {
          expect(error).toMatchObject({ code: 'link-not-understood' });
        }
      }),
    );
  });
});

/** A lock with hashes, which do not compress. */
function lockOf(packages: number): string {
  const hash = (index: number) => createHash('sha256').update(`${index}`).digest('hex');
  return Array.from({ length: packages }, (_, index) => `p${index}==1.0 --hash=sha256:${hash(index)}`).join(
    '\n',
  );
}
