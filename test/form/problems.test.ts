import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/errors.js';
import { problemsOf } from '../../src/form/problems.js';

const wrong = (given: string, field = 'modules') => new UserError('module-not-understood', { given }, field);

describe('mistakes on a page', () => {
  it.each([
    ['packages', 'kernel_packages'],
    ['display_name', 'display_name'],
    ['kernel_variables', 'kernel_variables'],
    ['upload', 'upload'],
  ])('in %s are shown at the field %s', (given, id) => {
    expect(problemsOf([wrong('a', given)])).toMatchObject([{ field: id }]);
  });

  it('in no field are the whole form’s', () => {
    expect(problemsOf([new UserError('page-expired', {})])[0]).not.toHaveProperty('field');
  });

  it('are shown once each', () => {
    expect(problemsOf([wrong('a'), wrong('b'), wrong('a'), wrong('a', 'channels')])).toHaveLength(3);
  });

  it('are not more than anybody reads', () => {
    const problems = problemsOf(Array.from({ length: 5000 }, (_, index) => wrong(`m${index}`)));
    expect(problems).toHaveLength(31);
    expect(problems.at(-1)?.message).toBe('There are 4970 more mistakes');
  });
});
