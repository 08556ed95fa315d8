import { describe, expect, it } from 'vitest';
import { checkKernelName, sameKernelName, suggestName } from '../../../src/recipe/schema/name.js';
import { errorCode } from '../../support/error-code.js';

const codeOf = (name: string) => errorCode(() => checkKernelName(name));

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
