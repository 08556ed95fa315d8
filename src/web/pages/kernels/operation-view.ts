/** Makes the models of an operation's button and form. */
import type { Generation } from '../../../kernels/history/generations.js';
import type { Kernel } from '../../../kernels/kernelspec.js';
import { mayChange } from '../../../kernels/may-change.js';
import { argumentFields } from '../../../kernels/operations/arguments.js';
import { kernelOperations } from '../../../kernels/operations/index.js';
import type { KernelOperation } from '../../../kernels/operations/operation.js';
import { shownText } from '../../../kernels/operations/shown.js';
import type { RunningKernel } from '../../../kernels/running/running-kernels.js';
import type { OperationField, OperationView } from '../../../shared/kernels/operation-view.js';
import type { Site } from '../../../site/site.js';

/** The operations on a kernel that make sense for it. */
export function operationsOn(
  kernel: Kernel,
  site: Pick<Site, 'locations'>,
  running: readonly RunningKernel[],
): OperationView[] {
  return Object.values(kernelOperations)
    .filter(({ on_page, offered }) => on_page === undefined && (offered?.(kernel, site) ?? true))
    .filter((operation) => isPossible(operation, kernel))
    .map((operation) => {
      const warning = operation.warning?.(running);
      return { ...toView(operation, kernel), ...(warning && { warning }) };
    });
}

/** The operations on one of its generations. */
export function operationsOnGeneration(kernel: Kernel, generation: Generation): OperationView[] {
  return Object.values(kernelOperations)
    .filter(({ on_page, for_generation }) => on_page === 'generation' && for_generation?.(generation))
    .filter((operation) => isPossible(operation, kernel))
    .map((operation) => {
      const view = toView(operation, kernel);
      const about = { generation: generation.number, shown: shownText(kernel, generation) };
      return { ...view, fields: [], asks: false, previews: false, ...about };
    });
}

function isPossible(operation: KernelOperation, kernel: Kernel): boolean {
  const { on, effect } = operation;
  return on === 'ours' && (effect === 'looks' ? kernel.owner === 'ours' : mayChange(kernel, operation));
}

function toView(operation: KernelOperation, kernel: Kernel): OperationView {
  const { id, label, description, question, removes = false, page, effect } = operation;
  const unused = operation.leaves_out?.(kernel) ?? [];
  const initial = operation.begins_with?.(kernel) ?? {};
  const fields = argumentFields(operation).flatMap(({ kind, ...field }) =>
    // No button asks for a file; only a separate page does.
    kind === 'file' || unused.includes(field.name)
      ? []
      : [{ ...field, kind, ...startOf(field.name, initial) }],
  );
  return {
    ...{ id, label, removes, fields, previews: effect === 'moves' },
    ...(page && { page }),
    about: question?.(kernel) ?? description,
    asks: !page && (question !== undefined || fields.length > 0),
  };
}

function startOf(name: string, begins: Readonly<Record<string, string>>): Pick<OperationField, 'initial'> {
  const initial = begins[name];
  return initial === undefined ? {} : { initial };
}
