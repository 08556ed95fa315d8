import { expect, it } from 'vitest';
import { RecentSolutions } from '../../../../src/kernels/requests/preview/recent-solutions.js';

const resolved = { resolved: { packages: [], download_bytes: 0, disk_bytes: 0, files: 0 } };
const problem = { resolve_problem: { code: 'conflict', message: '', hint: '' } };

it('an answer is kept for ten minutes, and a problem, which may be fixed in the index, for one', () => {
  let now = 0;
  const answers = new RecentSolutions(() => now);
  answers.keep('fine', resolved);
  answers.keep('wrong', problem);
  now = 59_000;
  expect([answers.find('fine'), answers.find('wrong')]).toEqual([resolved, problem]);
  now = 61_000;
  expect([answers.find('fine'), answers.find('wrong')]).toEqual([resolved, undefined]);
  now = 600_000;
  expect(answers.find('fine')).toBeUndefined();
});

it('only the newest answers are kept', () => {
  const answers = new RecentSolutions(() => 0);
  for (let index = 0; index < 60; index++) answers.keep(`${index}`, resolved);
  expect(answers.find('0')).toBeUndefined();
  expect(answers.find('59')).toBe(resolved);
});
