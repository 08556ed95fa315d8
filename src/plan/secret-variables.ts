/** Keeps the values of secret variables out of a plan: steps name them, and the runner fills in the values. Pure. */
import type { Recipe } from '../recipe/recipe.js';
import { secretVariables } from '../recipe/secret-variables.js';
import type { SecretVariables, Step } from '../steps/plan.js';

type Variables = Readonly<Record<string, string>>;

/** The names of the secret variables. */
export function secretNames(variables: Variables): string[] {
  return Object.keys(secretVariables(variables));
}

/** The step with the names of the recipe's secret variables instead of their values. */
export function withoutSecretValues(step: Step, { install_variables }: Recipe): Step {
  const { action } = step;
  if (action.kind !== 'command') return step;
  const { variables = {}, ...rest } = action;
  const names = secretNames(install_variables).filter((name) => variables[name] === install_variables[name]);
  if (names.length === 0) return step;
  const open = Object.fromEntries(Object.entries(variables).filter(([name]) => !names.includes(name)));
  const secrets: SecretVariables = { of: 'install_variables', names };
  return { ...step, action: { ...rest, variables: open, secrets } };
}
