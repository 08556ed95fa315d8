import { describe, expect, it } from 'vitest';
import { has, ifAny, listOf, mapOf, number, oneOf, text } from '../../src/shared/json-checks.js';

const choice = has<{ title: string; size?: number }>({ title: text, size: ifAny(number) });

describe('checks of JSON', () => {
  it.each<[string, (value: unknown) => boolean, unknown, boolean]>([
    ['the fields of an object', choice, { title: 'GPU', size: 1 }, true],
    ['that a field may be missing', choice, { title: 'GPU' }, true],
    ['fields that are not known here', choice, { title: 'GPU', more: [] }, true],
    ['the type of a field that may be missing', choice, { title: 'GPU', size: 'large' }, false],
    ['a field that has to be there', choice, { size: 1 }, false],
    ['that there is an object', choice, null, false],
    ['each item of a list', listOf(text), ['a', 1], false],
    ['that there is a list', listOf(text), { 0: 'a' }, false],
    ['each value of a map', mapOf(choice), { a: { title: '' }, b: {} }, false],
    ['a map', mapOf(choice), { a: { title: '' } }, true],
    ['that there is a map', mapOf(choice), undefined, false],
    ['one of several words', oneOf(['stdout', 'stderr']), 'stderr', true],
    ['any other word', oneOf(['stdout', 'stderr']), 'output', false],
  ])('know %s', (_what, check, value, expected) => {
    expect(check(value)).toBe(expected);
  });
});
