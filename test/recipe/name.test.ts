import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/errors.js';
import { givenText } from '../../src/reading/given-text.js';
import { readRecipe } from '../../src/recipe/formats/recipe.js';
import { checkKernelName, kernelNameFrom, sameKernelName, suggestName } from '../../src/recipe/name.js';

function codeOf(name: string): string | undefined {
  try {
    checkKernelName(name);
    return undefined;
  } catch (error) {
    return error instanceof UserError ? error.code : 'not a UserError';
  }
}

describe('checkKernelName', () => {
  it.each(['a', '7', 'my-analysis', 'py3.11_test', 'x'.repeat(64), 'a-', 'pythonic', 'con1'])(
    'takes %s',
    (name) => {
      expect(codeOf(name)).toBeUndefined();
    },
  );

  it.each([
    ['-p'],
    ['--help'],
    ['.'],
    ['..'],
    ['.hidden'],
    ['_x'],
    ['a..b'],
    ['a.'],
    ['a b '],
    ['A'],
    ['météo'],
    ['a/b'],
    ['a\\b'],
    ['$(touch pwned)'],
    [';id'],
    ['%0a'],
    ['a\n'],
    ['a\0'],
    ['x'.repeat(65)],
  ])('refuses %j, which Jupyter, a file system or a command line cannot handle', (name) => {
    expect(codeOf(name)).toBe('name-not-allowed');
  });

  it('asks for a missing name', () => {
    expect(codeOf('')).toBe('name-empty');
  });

  it.each([
    'python',
    'python2',
    'python3',
    'ir',
    'octave',
    'bash',
    'julia',
    'julia-1.10',
    'xpython',
    'base',
    'root',
    'default',
    'con',
    'nul',
    'prn',
    'aux',
    'com1',
    'nul.txt',
  ])('reserves %s and suggests another name', (name) => {
    expect(codeOf(name)).toBe('name-reserved');
    expect(() => checkKernelName(name)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining(`my-${name}`), field: 'name' }),
    );
  });
});

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

describe('suggestName', () => {
  const among =
    (...names: string[]) =>
    (name: string) =>
      names.includes(name);

  it.each([
    ['x', among(), 'x'],
    ['x', among('x'), 'x-2'],
    ['x', among('x', 'x-2', 'x-3'), 'x-4'],
    ['y'.repeat(64), among('y'.repeat(64)), `${'y'.repeat(62)}-2`],
    [`${'y'.repeat(61)}-zz`, among(`${'y'.repeat(61)}-zz`), `${'y'.repeat(61)}-2`],
  ])('returns the first free name after %s', (name, taken, expected) => {
    expect(suggestName(name, taken)).toBe(expected);
  });
});

describe('sameKernelName', () => {
  it('ignores case, as Jupyter does', () => {
    expect(sameKernelName('My-Kernel', 'my-kernel')).toBe(true);
    expect(sameKernelName('a', 'b')).toBe(false);
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
