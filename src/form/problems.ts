/** Converts errors into problems of the form: with form ids, without duplicates, and limited in number. */
import { type Problem, UserError } from '../base/errors.js';
import { formIdOf } from './form-ids.js';

const PROBLEM_LIMIT = 30;

export function problemsOf(errors: readonly UserError[]): Problem[] {
  const each = new Map(errors.map((error) => [`${error.field}: ${error.message}`, problemOf(error)]));
  const problems = [...each.values()];
  if (problems.length <= PROBLEM_LIMIT) return problems;
  const more = new UserError('problems-more', { count: problems.length - PROBLEM_LIMIT });
  return [...problems.slice(0, PROBLEM_LIMIT), problemOf(more)];
}

function problemOf(error: UserError): Problem {
  return { ...error.toJSON(), ...(error.field && { field: formIdOf(error.field) }) };
}
