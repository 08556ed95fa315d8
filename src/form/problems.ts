/** Mistakes as pages show them: at the form's own fields, each once, and no more than anybody reads. */
import { type Problem, UserError } from '../base/errors.js';
import { formIdOf } from './form-ids.js';

const PROBLEMS_MOST = 30;

export function problemsOf(errors: readonly UserError[]): Problem[] {
  const each = new Map(errors.map((error) => [`${error.field}: ${error.message}`, problemOf(error)]));
  const problems = [...each.values()];
  if (problems.length <= PROBLEMS_MOST) return problems;
  const more = new UserError('problems-more', { count: problems.length - PROBLEMS_MOST });
  return [...problems.slice(0, PROBLEMS_MOST), problemOf(more)];
}

function problemOf(error: UserError): Problem {
  return { ...error.toJSON(), ...(error.field && { field: formIdOf(error.field) }) };
}
