/** Plans as text and as commands, for tests of package managers. */
import type { Resolution } from '../../src/managers/manager.js';
import type { PlanContext } from '../../src/plan/context.js';
import { environmentRequest, makePlan } from '../../src/plan/make-plan.js';
import { makePlanRequest } from '../../src/plan/plan-request.js';
import type { RecipeInput } from '../../src/recipe/recipe.js';
import { renderScript } from '../../src/steps/script.js';
import { recipe } from './host.js';

/** The part of the script that makes the environment, without the text of the helper programs. */
export function environmentOf(fields: Partial<RecipeInput>, host: PlanContext): string {
  const script = renderScript(makePlan(recipe(fields), host));
  const [, made = ''] = /(# ── create ──.*)# ── register ──/s.exec(script) ?? [];
  return made.replace(/(cat > \S+\.(?:py|sh) <<'END'\n).*?\nEND\n/gs, '$1…\nEND\n').trim();
}

/** The command of one step; empty if the plan does not have the step. */
export function commandOf(step: string, fields: Partial<RecipeInput>, host: PlanContext): string[] {
  const { action } = makePlan(recipe(fields), host).steps.find(({ id }) => id === step) ?? {};
  return action?.kind === 'command' ? action.argv : [];
}

/** The command that asks a package manager for the packages before it installs anything. */
export function questionOf(manager: string, host: PlanContext): Resolution | undefined {
  const asked = makePlanRequest(recipe({ manager, packages: ['six'] }), host.site);
  return asked.manager.resolve(environmentRequest(asked, host));
}
