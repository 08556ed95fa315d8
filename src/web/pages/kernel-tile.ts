/** Makes the model of a kernel's tile. */
import { readReport, readStartFailure } from '../../kernels/generation.js';
import type { Kernel } from '../../kernels/kernelspec.js';
import { mayChange } from '../../kernels/may-change.js';
import { argumentFields } from '../../kernels/operations/arguments.js';
import { kernelOperations } from '../../kernels/operations/index.js';
import type { KernelOperation } from '../../kernels/operations/operation.js';
import { recordProblem } from '../../kernels/record-problem.js';
import type { KernelTile, OperationView } from '../../shared/view-models.js';
import { isSilent, type Site } from '../../site/site.js';

export function toTile(kernel: Kernel, site: Pick<Site, 'locations'>): KernelTile {
  const { name, display_name, language, owner, directory, origin, published } = kernel;
  const shown = origin && !isSilent(origin.prefix, site) ? origin : undefined;
  const report = shown && readReport(shown.prefix);
  const problem = kernel.problem ?? (shown && (recordProblem(shown) ?? readStartFailure(shown.prefix)));
  const operations = Object.values(kernelOperations).filter((operation) => isOffered(operation, kernel));
  return {
    name,
    display_name,
    language,
    owner,
    directory,
    created: Math.round(published),
    operations: operations.map((operation) => toView(operation, kernel)),
    ...(origin && { generation: origin.generation }),
    ...(origin?.build && { build: origin.build }),
    ...(problem && { problem }),
    ...(report && { size: report.size, language_version: report.kernel.language_version }),
  };
}

function isOffered(operation: KernelOperation, kernel: Kernel): boolean {
  const { on, on_page, effect, offered } = operation;
  const possible = effect === 'looks' ? kernel.owner === 'ours' : mayChange(kernel, operation);
  return on === 'ours' && on_page === undefined && possible && (offered?.(kernel) ?? true);
}

function toView(operation: KernelOperation, kernel: Kernel): OperationView {
  const { id, label, description, question, removes = false, page, effect } = operation;
  const fields = argumentFields(operation);
  return {
    ...{ id, label, removes, fields, previews: effect === 'moves' },
    ...(page && { page }),
    about: question?.(kernel) ?? description,
    asks: !page && (question !== undefined || fields.length > 0),
  };
}
