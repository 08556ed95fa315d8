import { expect, it } from 'vitest';
import { comparisons } from '../../../src/browser/page/sort.js';

it.each([
  ['text', ['scipy', 'Numpy', 'attrs'], ['attrs', 'Numpy', 'scipy']],
  ['text', ['1.10', '1.9', '1.2'], ['1.2', '1.9', '1.10']],
  ['number', ['1000', '', '20'], ['', '20', '1000']],
] as const)('sorts %s', (kind, values, sorted) => {
  expect([...values].sort(comparisons[kind])).toEqual(sorted);
});
