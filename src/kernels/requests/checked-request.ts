/** One request, checked once, for the page, the command line and the job before they show or order a build. */
import { collect, RequestErrors, type UserError } from '../../base/errors.js';
import { makePlanRequest, type PlanRequest } from '../../plan/plan-request.js';
import type { Recipe } from '../../recipe/recipe.js';
import { locationOf } from '../../site/locations.js';
import { policyCase, policyErrors } from '../../site/policy.js';
import { type ResourceTexts, readResources } from '../../site/resources.js';
import type { EquippedSite } from '../../site/site.js';
import { type Kernel, listKernels } from '../kernelspec.js';
import { type BuildPlace, chooseBuildPlace } from './checks/build-place.js';
import { checkClash } from './checks/clash.js';
import { locationFault } from './checks/directories.js';
import { withModules } from './checks/load-modules.js';
import { withVersionModule } from './checks/version-module.js';
import type { GenerationRequest } from './generation-request.js';

export interface CheckOptions {
  /** An id of builds/launchers. By default, the recipe and the site say where the build runs. */
  launcher?: string;
  /** The resources for a job of a cluster, as typed. */
  job?: ResourceTexts;
}

/** A request, and its host with the request's modules loaded. */
export interface CheckedRequest extends PlanRequest {
  site: EquippedSite;
  place: BuildPlace;
  /** The id of the operation that asks. */
  operation: string;
  /** The id of the preset that the kernel is made from. */
  preset?: string;
  /** The kernel that the generation is published onto; absent for a new one. */
  onto?: Kernel;
}

/** The recipe and the site with the modules that it loads. @throws UserError `module-unknown`, `modules-not-loaded`. */
export async function prepareRecipe(
  asked: Recipe,
  host: EquippedSite,
  options: CheckOptions = {},
): Promise<{ recipe: Recipe; site: EquippedSite }> {
  const recipe = await withVersionModule(asked, host);
  return { recipe, site: await withModules(recipe, host, options) };
}

/** Prepares and checks. @throws RequestErrors with everything that is wrong with the request. */
export async function checkRequest(
  asked: GenerationRequest,
  host: EquippedSite,
  options: CheckOptions = {},
): Promise<CheckedRequest> {
  const { recipe, site } = await prepareRecipe(asked.recipe, host, options);
  const { request, errors } = await assessRequest({ ...asked, recipe }, site, options);
  if (!request || errors.length > 0) throw new RequestErrors(errors);
  return request;
}

/** Everything that is wrong with a request, and the request itself if it can be planned. */
export async function assessRequest(
  { recipe, operation, onto, preset, upgrade: _, ...from }: GenerationRequest,
  site: EquippedSite,
  { launcher, job }: CheckOptions = {},
): Promise<{ request?: CheckedRequest; errors: UserError[] }> {
  const errors = policyErrors(policyCase(recipe), site);
  const planned = collect(errors, () => makePlanRequest(recipe, site, from));
  const kernels = await listKernels(site);
  if (!onto) collect(errors, () => checkClash(recipe, kernels));
  const place =
    launcher === undefined
      ? chooseBuildPlace(recipe, job ?? {}, site, errors)
      : { launcher, ...(job && { resources: readResources(job, site.config.build_on, errors) }) };
  const target = { operation, ...(onto && { onto }), ...(preset && { preset }) };
  const location = collect([], () => locationOf(site, recipe.location));
  const fault = location && (await locationFault(location.path));
  if (fault) errors.push(fault);
  return { errors, ...(planned && { request: { ...planned, ...target, site, place } }) };
}
