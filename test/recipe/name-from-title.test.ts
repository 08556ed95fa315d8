import { describe, expect, it } from 'vitest';
import { givenText } from '../../src/reading/given-text.js';
import { readRecipe } from '../../src/recipe/formats/recipe.js';
import { kernelNameFrom } from '../../src/recipe/name-from-title.js';
import { checkKernelName } from '../../src/recipe/schema/name.js';
import { errorCode } from '../support/error-code.js';
import fc from '../support/properties.js';

const codeOf = (name: string) => errorCode(() => checkKernelName(name));

describe('kernelNameFrom', () => {
  it.each([
    ['Météo (été) 2024/β', 'meteo-ete-2024-v'],
    ['Øst/łódź/ß', 'ost-lodz-ss'],
    ['Анализ 2024', 'analiz-2024'],
    ['تحليل المناخ', 'thlyl-almnakh'],
    ['Rocket 🚀', 'rocket'],
    ['a b ', 'a-b'],
    ['-p', 'p'],
    ['--help', 'help'],
    ['x'.repeat(300), 'x'.repeat(64)],
    ['', ''],
    ['βγδ', 'vgd'],
    ['!?', ''],
    ['...', ''],
    ['../../etc/passwd', 'etc-passwd'],
    ['.hidden', 'hidden'],
    ['a..b', 'a.b'],
    ['Python 3.11', 'python-3.11'],
    ['$(touch pwned)', 'touch-pwned'],
    ['%0a', '0a'],
    ['ＦＵＬＬ width', 'full-width'],
    ['my_env', 'my_env'],
  ])('makes %j into %j', (text, name) => {
    expect(kernelNameFrom(text)).toBe(name);
  });

  it.each([
    ['气候分析', /^kernel-[0-9a-f]{4}$/],
    ['기후', /^kernel-[0-9a-f]{4}$/],
    ['🚀', /^kernel-[0-9a-f]{4}$/],
    ['🇫🇷', /^kernel-[0-9a-f]{4}$/],
    ['气候 v2', /^v2-[0-9a-f]{4}$/],
    [`${'x'.repeat(99)}气`, /^x{59}-[0-9a-f]{4}$/],
  ])('represents what has no Latin form in %j by characters that the title determines', (text, name) => {
    expect(kernelNameFrom(text)).toMatch(name);
    expect(kernelNameFrom(text)).toBe(kernelNameFrom(text.normalize('NFD')));
    expect(kernelNameFrom(`${text}一`)).not.toBe(kernelNameFrom(text));
  });

  it('returns an empty, allowed or reserved name for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const name = kernelNameFrom(text);
        expect([undefined, 'name-empty', 'name-reserved']).toContain(codeOf(name));
        expect(kernelNameFrom(name)).toBe(name);
      }),
    );
  });
});

describe('a recipe in a file', () => {
  it.each([
    ['气候分析', /^kernel-[0-9a-f]{4}$/],
    ['Météo', /^meteo$/],
  ])('may be named as it appears in the launcher: %s', (title, name) => {
    const fields = readRecipe(givenText(`name: ${title}\nlanguage: python\n`));
    expect(fields).toMatchObject({ name: expect.stringMatching(name), display_name: title });
  });
});
