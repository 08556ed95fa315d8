import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inLauncherOrder, plainCollator } from '../../../src/kernels/list/launcher-order.js';

const english = new Intl.Collator('en');
const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));

const orderOf = (...names: string[]) =>
  inLauncherOrder(names, (display_name) => ({ name: 'x', display_name }));

describe('the order of the launcher', () => {
  it('is that of the platform for each two printable characters', () => {
    const { compare } = plainCollator();
    const sign = (a: string, b: string) => Math.sign(english.compare(a, b));
    const wrong = printable.flatMap((a) =>
      printable.filter((b) => compare(a, b) !== sign(a, b)).map((b) => a + b),
    );
    expect(wrong).toEqual([]);
  });

  it('is that of the platform for texts of them', () => {
    const { compare } = plainCollator();
    const text = fc
      .array(fc.constantFrom(...'aAbBzZ 09-_.()'), { maxLength: 6 })
      .map((each) => each.join(''));
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(compare(a, b)).toBe(Math.sign(english.compare(a, b)));
      }),
      { numRuns: 2000 },
    );
  });

  it('is that of the platform for other characters', () => {
    expect(orderOf('Zebra', 'écru', 'Éclair', 'eclipse', 'f')).toEqual([
      'Éclair',
      'eclipse',
      'écru',
      'f',
      'Zebra',
    ]);
  });

  it('is by name for kernels that show the same', () => {
    const kernels = ['b', 'C', 'a'].map((name) => ({ name, display_name: 'Python' }));
    expect(inLauncherOrder(kernels, (each) => each).map(({ name }) => name)).toEqual(['a', 'b', 'C']);
  });
});
