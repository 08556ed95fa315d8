import { expect, it } from 'vitest';
import { fileProblems } from '../../../../src/browser/create/fields/file-problems.js';
import { isList } from '../../../../src/browser/create/fields/files.js';

it.each([
  ['requirements.txt', 2000, true],
  ['REQUIREMENTS.TXT', 2000, true],
  ['requirements.in', 2000, true],
  ['environment.yml', 2000, false],
  ['recipe.json', 2000, false],
  ['requirements.txt', 5_000_000, false],
  ['requirements.txt', 0, false],
])('takes %s of %i bytes as text: %s', (name, size, is) => {
  expect(isList({ name, size })).toBe(is);
});

it.each([
  ['environment.yml', 1, []],
  ['environment.yml', 2_000_000, []],
  ['data.zip', 2_000_001, ['The file `data.zip` is larger than 2.0 MB']],
  ['environment.yml', 0, ['The file `environment.yml` is empty']],
])('says of %s of %i bytes, without sending it: %j', (name, size, messages) => {
  const problems = fileProblems(
    [
      { name: 'other.yml', size: 5 },
      { name, size },
    ],
    2_000_000,
  );
  expect(problems.map(({ message }) => message)).toEqual(messages);
  for (const { field } of problems) expect(field).toBe('upload');
});
