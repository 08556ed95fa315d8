import { expect, it } from 'vitest';
import { nameFilter } from '../../../src/browser/page/filter-rows.js';

it.each([
  ['', 3],
  [' Scikit_Learn ', 1],
  ['learn scikit', 1],
  ['n', 3],
  ['pandas numpy', 0],
])('finds packages by %o', (typed, found) => {
  const names = ['scikit-learn', 'numpy', 'ruamel.yaml.nodes'];
  expect(names.filter(nameFilter(typed))).toHaveLength(found);
});
