/** Routes of a kernel's generations: their locks, and what takes a while to find out. */
import { Router } from 'express';
import { UserError } from '../../../base/errors.js';
import { readRegularFile } from '../../../base/stored.js';
import { usesOf } from '../../../builds/holding/processes/use.js';
import { findKernel } from '../../../kernels/find-kernel.js';
import { chooseGeneration } from '../../../kernels/history/choose-generation.js';
import { listGenerations, lockPath, locksOf } from '../../../kernels/history/generations.js';
import { measureSpaces } from '../../../kernels/history/space.js';
import type { GenerationSpace, KernelSpace } from '../../../shared/kernels/generation-view.js';
import { isSilent } from '../../../site/locations.js';
import type { WebContext } from '../../context.js';

export function generationRoutes(context: WebContext): Router {
  const router = Router();

  router.get('/kernels/space', async (request, response) => {
    const site = context.site();
    const kernel = await findKernel(String(request.query.name ?? ''), site);
    const generations = isSilent(kernel.origin?.prefix ?? '', site) ? [] : listGenerations(kernel);
    const prefixes = generations.map(({ prefix }) => prefix);
    const uses = await usesOf(prefixes, site);
    const spaces: Record<number, GenerationSpace> = {};
    const { each, all } = await measureSpaces(prefixes);
    for (const [at, { number, prefix }] of generations.entries()) {
      const { bytes = 0, freed = 0 } = each[at] ?? {};
      spaces[number] = { bytes, freed, use: uses.get(prefix) ?? 'none' };
    }
    response.json({ generations: spaces, all: all.freed } satisfies KernelSpace);
  });

  router.get('/kernels/lock', async (request, response) => {
    const { name, generation, file } = request.query;
    const kernel = await findKernel(String(name ?? ''), context.site());
    const found = chooseGeneration(kernel, Number(generation) || undefined);
    const known = locksOf(found).find((each) => each === file);
    if (!known) throw new UserError('page-unknown', { path: request.path });
    const text = readRegularFile(lockPath(found, known));
    response.type('text/plain').attachment(`${kernel.name}-${found.number}-${known}`).send(text);
  });
  return router;
}
