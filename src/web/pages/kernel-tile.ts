/** Makes the model of a kernel's tile. */
import { readReport } from '../../kernels/generation.js';
import type { Kernel } from '../../kernels/kernelspec.js';
import { mayChange } from '../../kernels/may-change.js';
import { argumentFields } from '../../kernels/operations/arguments.js';
import { kernelOperations } from '../../kernels/operations/index.js';
import type { KernelOperation } from '../../kernels/operations/operation.js';
import type { KernelTile, OperationView } from '../../shared/view-models.js';
import { isSilent, type Site } from '../../site/site.js';

export function toTile(kernel: Kernel, site: Pick<Site, 'locations'>): KernelTile {
  const { name, display_name, language, owner, directory, origin, published } = kernel;
  const report = origin && !isSilent(origin.prefix, site) ? readReport(origin.prefix) : undefined;
  const operations = mayChange(kernel) ? Object.values(kernelOperations) : [];
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
    ...(report && { size: report.size, language_version: report.kernel.language_version }),
  };
}

function toView(operation: KernelOperation, kernel: Kernel): OperationView {
  const { id, label, description, question, removes = false } = operation;
  const fields = argumentFields(operation);
  return {
    ...{ id, label, removes, fields },
    about: question?.(kernel) ?? description,
    asks: question !== undefined || fields.length > 0,
  };
}
