/** What a setting does: a result that differs with it and without it. */
import { makePlan } from '../../../../src/plan/make-plan.js';
import type { RecipeInput } from '../../../../src/recipe/recipe.js';
import type { FormField } from '../../../../src/shared/form/form-field.js';
import { policyCase, policyErrors } from '../../../../src/site/policy.js';
import { renderScript } from '../../../../src/steps/script.js';
import { makeContext } from '../../../../src/web/context.js';
import { siteFields } from '../../../../src/web/form/fields/site-fields.js';
import type { Home, HomeOptions } from '../../../support/home.js';
import { context, type HostTools, recipe, toolsOf } from '../../../support/host.js';

type Settings = NonNullable<HomeOptions['settings']>;

export interface Effect {
  /** Settings in both cases, if the setting only has an effect together with others. */
  beside?: Settings;
  /** The setting. */
  set: Settings;
  /** Reads the result in a home with a site that has the setting, or does not. */
  see(home: Home): unknown;
  /** The result with the setting: a value, or a matcher. */
  gives: unknown;
}

/** By the path of each setting in the documentation, such as `limits.builds` or `presets[].id`. */
export type Effects = Record<string, Effect>;

/** The script of a build on a host with these tools. */
export function scriptOf({ site }: Home, tools: HostTools, fields: Partial<RecipeInput> = {}): string {
  const planned = context(tools, site.config);
  // Without locations in the settings, they depend on the home.
  const { locations } = site.config.locations.length > 0 ? site : planned.site;
  const { conda_package_caches } = site;
  const plannedSite = { ...planned.site, locations, conda_package_caches };
  return renderScript(makePlan(recipe(fields), { ...planned, site: plannedSite }));
}

/** The codes of the site's errors for a recipe. */
export function refused({ site }: Home, fields: Partial<RecipeInput>): string[] {
  return policyErrors(policyCase(recipe(fields)), site).map(({ code }) => code);
}

/** A field of the page's form as this site shows it. */
export function fieldOf({ site, environment }: Home, id: string): FormField | undefined {
  const fields = siteFields(makeContext(environment).form(), { ...site, tools: toolsOf({}) });
  return fields.find((field) => field.id === id);
}
