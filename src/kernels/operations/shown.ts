/** A kernel as a page showed it. The forms of the page repeat it, so that they act on nothing else, however old the page is. */
import * as z from 'zod';
import { UserError } from '../../base/errors.js';
import { jsonIn } from '../../base/text/json.js';
import { exactTime } from '../../shared/format.js';
import { isSilent } from '../../site/locations.js';
import type { Site } from '../../site/site.js';
import { findFor } from '../find-kernel.js';
import { type Generation, listGenerations } from '../history/generations.js';
import { homeOf } from '../home.js';
import { type Kernel, type KernelPlaces, listKernels } from '../kernelspec.js';
import { readRemoved, undoableRemovals } from '../removal/removal.js';

/** The name of the form's field. */
export const SHOWN_FIELD = 'shown';

const schema = z.object({
  name: z.string(),
  display_name: z.string(),
  id: z.string().optional(),
  /** Its home, or its kernelspec's directory. Kernels of 0.1.0 have no id. */
  place: z.string(),
  /** The published generation, and the build that made it. */
  generation: z.number().optional(),
  build: z.string().optional(),
  frozen: z.boolean(),
  /** The generation that the form is about, and what made it. */
  target: z.object({ number: z.number(), made: z.string() }).optional(),
});

export type Shown = z.output<typeof schema>;

/** The value of the field. */
export function shownText(kernel: Kernel, target?: Generation): string {
  const { name, display_name, origin, directory } = kernel;
  const shown: Shown = {
    ...{ name, display_name, place: homeOf(kernel) ?? directory, frozen: origin?.frozen !== undefined },
    ...(origin?.id && { id: origin.id }),
    ...(origin && { generation: origin.generation }),
    ...(origin?.build && { build: origin.build }),
    ...(target && { target: { number: target.number, made: madeBy(target) } }),
  };
  return JSON.stringify(shown);
}

/** Undefined if a form has no such field. */
export function readShown(fields: Readonly<Record<string, unknown>> = {}): Shown | undefined {
  const text = fields[SHOWN_FIELD];
  return typeof text === 'string' ? schema.safeParse(jsonIn(text), { jitless: true }).data : undefined;
}

export interface ShownKernel {
  /** The kernel that the page showed, under its present name, even if it was removed. */
  kernel: Kernel;
  /** What has happened to it since. */
  changed?: UserError;
}

/**
 * The kernel that a form is about. Without `shown`, the one that has the name.
 * @throws UserError as `findFor`; `shown-kernel-gone` if no trace of it is left.
 */
export async function findShown(
  operation: Parameters<typeof findFor>[0],
  name: string,
  shown: Shown | undefined,
  site: KernelPlaces & Pick<Site, 'data_root' | 'locations'>,
): Promise<ShownKernel> {
  if (!shown) return { kernel: await findFor(operation, name, site) };
  const kernels = await listKernels(site);
  const isSame = (kernel: Kernel) =>
    kernel.origin?.id && shown.id
      ? kernel.origin.id === shown.id
      : [homeOf(kernel), kernel.directory].includes(shown.place);
  const now = kernels.find((kernel) => kernel.owner !== 'central' && isSame(kernel));
  if (now) {
    const kernel = await findFor(operation, now.name, site);
    const changed =
      now.name === name
        ? changeOf(kernel, shown, site)
        : new UserError('shown-kernel-renamed', { name, now: now.name });
    return { kernel, ...(changed && { changed }) };
  }
  const removal = undoableRemovals(site).find((each) => isSame(readRemoved(each)));
  if (!removal) throw new UserError('shown-kernel-gone', { name });
  const when = { removed: exactTime(removal.removed), until: exactTime(removal.until) };
  return { kernel: readRemoved(removal), changed: new UserError('shown-kernel-removed', { name, ...when }) };
}

/** The first thing that has changed since. */
function changeOf(kernel: Kernel, shown: Shown, site: Pick<Site, 'locations'>): UserError | undefined {
  const { name, display_name, origin } = kernel;
  const { target, generation: before } = shown;
  const now = origin?.generation;
  const generations = target && !isSilent(origin?.prefix ?? '', site) ? listGenerations(kernel) : [];
  const aim = generations.find(({ number }) => number === target?.number);
  if (aim && madeBy(aim) !== target?.made)
    return new UserError('shown-generation-replaced', { name, number: aim.number });
  if (now !== undefined && before === undefined) return new UserError('shown-kernel-restored', { name });
  if (now !== undefined && before !== undefined && now !== before)
    return new UserError('shown-generation-published', { name, before, now });
  if (now !== undefined && origin?.build !== shown.build)
    return new UserError('shown-generation-replaced', { name, number: now });
  const frozen = origin?.frozen !== undefined;
  if (frozen !== shown.frozen)
    return new UserError(frozen ? 'shown-kernel-frozen' : 'shown-kernel-thawed', { name });
  if (display_name !== shown.display_name)
    return new UserError('shown-display-name-changed', { before: shown.display_name, now: display_name });
  return undefined;
}

function madeBy({ build, created }: Generation): string {
  return build ?? created ?? '';
}
