/** What a build of a recipe would do, and which exact packages it would install, without installing any. */

import { UserError } from '../../../base/errors.js';
import type { EnvironmentRequest, Manager } from '../../../managers/manager.js';
import { installsFromChannels } from '../../../plan/asked-of-channels.js';
import { environmentRequest } from '../../../plan/make-plan.js';
import { condaChannels } from '../../../recipe/channels/channel.js';
import type { Recipe } from '../../../recipe/recipe.js';
import type { PlannedKernel } from '../../../shared/form/preview-page.js';
import type { EquippedSite } from '../../../site/site.js';
import type { Plan } from '../../../steps/plan.js';
import { renderScript } from '../../../steps/script.js';
import { creation } from '../../operations/index.js';
import { type CheckedRequest, checkRequest } from '../checked-request.js';
import { freeSpace } from '../checks/free-space.js';
import type { GenerationRequest } from '../generation-request.js';
import { planToShow } from '../order-generation.js';
import { changesBy, type PlannedChanges } from './changes.js';
import { type ResolveOptions, type Resolving, resolvePackages } from './resolve.js';

export interface Preview extends Resolving, PlannedKernel {
  /** How the packages differ from those of the published generation. */
  difference?: PlannedChanges;
}

/** @throws UserError or RequestErrors if the recipe would be refused. */
export async function previewKernel(
  asked: Recipe,
  host: EquippedSite,
  asking: ResolveOptions = {},
): Promise<Preview> {
  return previewGeneration(creation.request(asked), host, asking);
}

/** The same for a generation of any kernel. */
export async function previewGeneration(
  asked: GenerationRequest,
  host: EquippedSite,
  asking: ResolveOptions = {},
): Promise<Preview> {
  const request = await checkRequest(asked, host);
  return previewRequest(request, await planToShow(request), asking);
}

/** The same for a request that is already checked and planned. */
export async function previewRequest(
  request: CheckedRequest,
  plan: Plan,
  asking: ResolveOptions = {},
): Promise<Preview> {
  const { manager, site } = request;
  const environment = environmentRequest(request, plan);
  const [resolving, free] = await Promise.all([
    resolvePackages(manager, environment, site, asking),
    freeSpace(plan.prefix, site),
  ]);
  const difference = await changesBy(request, resolving.resolved);
  return {
    name: plan.name,
    display_name: plan.display_name,
    language: plan.language,
    manager: manager.label,
    channels: installsFromChannels(manager)
      ? condaChannels(request.recipe.channels, site.config.channels.default)
      : [],
    prefix: plan.prefix,
    script: renderScript(plan),
    warnings: [...endOfLife(manager, environment), ...(manager.warnings?.(environment) ?? [])].map(
      (warning) => warning.toJSON(),
    ),
    ...resolving,
    ...(difference && { difference }),
    ...(free && { free_bytes: free.file_system }),
    ...(free?.quota !== undefined && { quota_bytes: free.quota }),
    ...(free && Number.isFinite(free.files) && { free_files: free.files }),
  };
}

/** A warning if the language version has reached its end of life. */
function endOfLife(manager: Manager, environment: EnvironmentRequest): UserError[] {
  const { language } = environment;
  const version = manager.plan(environment).language_version;
  const end = language.ends?.[version];
  if (end === undefined || end >= new Date().toISOString().slice(0, 10)) return [];
  return [new UserError('language-version-ended', { language: language.label, version, end })];
}
