/** The generation that a person means. */
import { UserError } from '../../base/errors.js';
import type { Kernel } from '../kernelspec.js';
import { type Generation, listGenerations } from './generations.js';

/** The generation with this number; without one, the published one. @throws UserError `generation-unknown`. */
export function chooseGeneration(kernel: Kernel, number?: number): Generation {
  const all = listGenerations(kernel);
  const found = all.find((each) => (number === undefined ? each.published : each.number === number));
  if (found) return found;
  const known = all.map((each) => each.number);
  const wanted = number ?? kernel.origin?.generation ?? 0;
  throw new UserError('generation-unknown', { name: kernel.name, number: wanted, known }, 'generation');
}

/** The newest generation that is older than the published one. @throws UserError `generation-only`. */
export function generationBefore(kernel: Kernel): Generation {
  const number = kernel.origin?.generation ?? 0;
  const found = listGenerations(kernel).find((each) => each.number < number);
  if (found) return found;
  throw new UserError('generation-only', { name: kernel.name, number });
}
