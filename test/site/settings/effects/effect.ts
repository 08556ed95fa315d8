/** What a setting does: something that is seen with it, and not without it. */
import { makePlan } from '../../../../src/plan/make-plan.js';
import type { RecipeInput } from '../../../../src/recipe/recipe.js';
import type { FormField } from '../../../../src/shared/form-field.js';
import { policyCase, policyErrors } from '../../../../src/site/policy.js';
import { renderScript } from '../../../../src/steps/script.js';
import { makeContext } from '../../../../src/web/context.js';
import { siteFields } from '../../../../src/web/form/site-fields.js';
import type { Home, HomeOptions } from '../../../support/home.js';
import { context, type HostTools, recipe, toolsOf } from '../../../support/host.js';

type Settings = NonNullable<HomeOptions['settings']>;

export interface Effect {
  /** What is set either way, where the setting means something only beside others. */
  beside?: Settings;
  /** The setting. */
  set: Settings;
  /** Looks where the setting makes a difference, in a home whose site has it or has it not. */
  see(home: Home): unknown;
  /** What is seen with the setting: a value, or a matcher. */
  gives: unknown;
}

/** By the path of each setting in the documentation, such as `limits.builds` or `presets[].id`. */
export type Effects = Record<string, Effect>;

/** The script of a build by a host with these tools. */
export function scriptOf({ site }: Home, tools: HostTools, fields: Partial<RecipeInput> = {}): string {
  return renderScript(makePlan(recipe(fields), context(tools, site.config)));
}

/** The codes of what the site has against a recipe. */
export function refused({ site }: Home, fields: Partial<RecipeInput>): string[] {
  return policyErrors(policyCase(recipe(fields)), site).map(({ code }) => code);
}

/** A field of the page's form as this site shows it. */
export function fieldOf({ site, environment }: Home, id: string): FormField | undefined {
  const fields = siteFields(makeContext(environment).form(), { ...site, tools: toolsOf({}) });
  return fields.find((field) => field.id === id);
}
