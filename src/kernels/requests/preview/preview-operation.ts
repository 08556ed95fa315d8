/** What an operation that makes a generation would build, without building it. */

import type { EquippedSite } from '../../../site/site.js';
import { checkAnswers } from '../../home.js';
import type { Kernel } from '../../kernelspec.js';
import { checkMayChange } from '../../may-change.js';
import { parseArguments } from '../../operations/arguments.js';
import type { Arguments, KernelOperation } from '../../operations/operation.js';
import { type Preview, previewGeneration } from './preview.js';
import type { ResolveOptions } from './resolve.js';

export interface OperationPreview {
  preview: Preview;
  /** What a person has to know, in sentences. */
  notes: readonly string[];
}

/** @throws UserError or RequestErrors if it would be refused. */
export async function previewOperation(
  operation: Extract<KernelOperation, { effect: 'makes' }>,
  { kernel, given = {} }: { kernel: Kernel; given?: Arguments },
  host: EquippedSite,
  asking: ResolveOptions = {},
): Promise<OperationPreview> {
  checkMayChange(kernel, operation);
  checkAnswers(kernel, host);
  const asked = await operation.request(kernel, parseArguments(operation, given), host);
  return { preview: await previewGeneration(asked, host, asking), notes: asked.notes ?? [] };
}
