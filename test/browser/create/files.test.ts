import { expect, it } from 'vitest';
import { isList } from '../../../src/browser/create/files.js';

it.each([
  ['requirements.txt', 2000, true],
  ['REQUIREMENTS.TXT', 2000, true],
  ['requirements.in', 2000, true],
  ['environment.yml', 2000, false],
  ['recipe.json', 2000, false],
  ['requirements.txt', 5_000_000, false],
])('takes %s of %i bytes as text: %s', (name, size, is) => {
  expect(isList({ name, size })).toBe(is);
});
