/** What a recipe takes: its packages, their sizes and the time, from the package manager's dry run. */
import { userErrorsOf } from '../../../base/errors.js';
import { minorVersion } from '../../../base/version.js';
import type { Language } from '../../../languages/language.js';
import type { EnvironmentRequest, Manager } from '../../../managers/manager.js';
import { environmentRequest } from '../../../plan/make-plan.js';
import { makePlanRequest } from '../../../plan/plan-request.js';
import type { Recipe } from '../../../recipe/recipe.js';
import type { Estimate } from '../../../shared/form/package-facts.js';
import { policyCase, policyErrors } from '../../../site/policy.js';
import type { EquippedSite } from '../../../site/site.js';
import { prepareRecipe } from '../checked-request.js';
import { paceOf, secondsFor } from './pace.js';
import { type Resolved, type ResolveOptions, type Resolving, resolvePackages } from './resolve.js';

/** Paths need a name; what is solved does not depend on it. */
const UNNAMED = 'kernel';
const UNFIXED = 'not known before the problems of the form are fixed';

// Of the largest packages, so many are named, and only those with this share of the download.
const LARGEST = 3;
const SHARE = 0.15;

/** The recipe may lack a name. Never throws for mistakes in it: the form shows them already. */
export async function estimate(
  asked: Recipe,
  host: EquippedSite,
  asking: ResolveOptions = {},
): Promise<Estimate> {
  try {
    const { recipe, site } = await prepareRecipe({ ...asked, name: asked.name || UNNAMED }, host);
    // What the site does not allow is not asked for either.
    if (policyErrors(policyCase(recipe), site).length > 0) return { kind: 'unknown', why: UNFIXED };
    const request = makePlanRequest(recipe, site);
    const { manager } = request;
    const environment = environmentRequest(request, { generation: 1 });
    const resolving = await resolvePackages(manager, environment, site, asking);
    if (asking.signal?.aborted) return { kind: 'cancelled' };
    if (!resolving.resolved) return withoutFigures(resolving, manager.label);
    return {
      ...figures(resolving.resolved, request.language, await paceOf(manager.id, site)),
      ...withoutGpu(recipe, request.language, resolving.resolved, site),
      language: withVersion(environment, manager, resolving.resolved),
    };
  } catch (error) {
    if (userErrorsOf(error).length === 0) throw error;
    return { kind: 'unknown', why: UNFIXED };
  }
}

// What the choice *No GPU* sets.
const NO_GPU = 'cpu';

/** Nothing if the site has no GPUs, or none was asked for. */
function withoutGpu(
  { install_variables }: Recipe,
  { packages: { withoutGpu } }: Language,
  { packages }: Resolved,
  { config }: EquippedSite,
): { without_gpu?: string[] } {
  if (config.gpus.length === 0 || install_variables.UV_TORCH_BACKEND === NO_GPU) return {};
  const found = withoutGpu?.(packages) ?? [];
  return found.length > 0 ? { without_gpu: found } : {};
}

/** The language with the version that the manager takes, or that it found among the packages. */
function withVersion(environment: EnvironmentRequest, manager: Manager, { packages }: Resolved): string {
  const { label, id } = environment.language;
  const found = packages.find(({ name }) => name === id)?.version ?? '';
  return `${label} ${minorVersion(found) || manager.plan(environment).language_version}`.trim();
}

function withoutFigures({ resolve_problem: problem, next = [] }: Resolving, manager: string): Estimate {
  return problem
    ? { kind: 'problem', problem, next }
    : { kind: 'unknown', why: `not known before building: ${manager} cannot report it here` };
}

type Figures = Omit<Extract<Estimate, { kind: 'known' }>, 'language'>;

function figures(resolved: Resolved, { packages: { normalizeName } }: Language, pace: number): Figures {
  const { packages, unresolved = [], download_bytes, disk_bytes, files } = resolved;
  const bySize = packages.map(({ name, size = 0 }) => ({ name, bytes: size }));
  const largest = bySize.sort((a, b) => b.bytes - a.bytes).slice(0, LARGEST);
  return {
    kind: 'known',
    packages: packages.length + unresolved.length,
    ...{ download_bytes, disk_bytes, files },
    seconds: secondsFor(disk_bytes, pace),
    largest: largest.filter(({ bytes }) => bytes > 0 && bytes >= SHARE * download_bytes),
    compiled: packages.filter(({ compiled }) => compiled).map(({ name }) => normalizeName(name)),
    ...(unresolved.length > 0 && { unresolved }),
  };
}
