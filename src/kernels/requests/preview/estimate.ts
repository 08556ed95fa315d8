/** What a recipe takes: its packages, their sizes and the time, from the package manager's dry run. */
import { userErrorsOf } from '../../../base/errors.js';
import type { Language } from '../../../languages/language.js';
import { environmentRequest } from '../../../plan/make-plan.js';
import { makePlanRequest } from '../../../plan/plan-request.js';
import type { Recipe } from '../../../recipe/recipe.js';
import type { Estimate } from '../../../shared/view-models.js';
import type { EquippedSite } from '../../../site/site.js';
import { prepareRecipe } from '../checked-request.js';
import { paceOf, secondsFor } from './pace.js';
import { type Asking, type Resolved, type Resolving, resolvePackages } from './resolve.js';

/** Paths need a name; what is solved does not depend on it. */
const UNNAMED = 'kernel';

// Of the largest packages, so many are named, and only those with this share of the download.
const LARGEST = 3;
const SHARE = 0.15;

/** The recipe may lack a name. Never throws for mistakes in it: the form shows them already. */
export async function estimate(asked: Recipe, host: EquippedSite, asking: Asking = {}): Promise<Estimate> {
  try {
    const { recipe, site } = await prepareRecipe({ ...asked, name: asked.name || UNNAMED }, host);
    const request = makePlanRequest(recipe, site);
    const { manager } = request;
    const environment = environmentRequest(request, { generation: 1 });
    const resolving = await resolvePackages(manager, environment, site, asking);
    if (asking.signal?.aborted) return { kind: 'cancelled' };
    if (!resolving.resolved) return withoutFigures(resolving, manager.label);
    return figures(resolving.resolved, request.language, await paceOf(manager.id, site));
  } catch (error) {
    if (userErrorsOf(error).length === 0) throw error;
    return { kind: 'unknown', why: 'not known before the problems of the form are fixed' };
  }
}

function withoutFigures({ resolve_problem: problem, next = [] }: Resolving, manager: string): Estimate {
  return problem
    ? { kind: 'problem', problem, next }
    : { kind: 'unknown', why: `not known before building: ${manager} cannot report it here` };
}

function figures(resolved: Resolved, { packages: { normalizeName } }: Language, pace: number): Estimate {
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
