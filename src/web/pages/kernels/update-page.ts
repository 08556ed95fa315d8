/** Makes the model of the page *Update* of a kernel. */
import type { UserError } from '../../../base/errors.js';
import { problemsOf } from '../../../form/problems.js';
import { originOf } from '../../../kernels/built-environment.js';
import { readReport } from '../../../kernels/generation.js';
import type { Kernel } from '../../../kernels/kernelspec.js';
import type { OperationPreview } from '../../../kernels/requests/preview/preview-operation.js';
import type { UpdateArguments } from '../../../kernels/update/update-arguments.js';
import { parseStoredRecipe } from '../../../recipe/recipe.js';
import type { Frame } from '../../../shared/frame.js';
import type { UpdatePage } from '../../../shared/kernels/update-page.js';

export interface UpdateState {
  given: UpdateArguments;
  /** Which running kernels use it, in a sentence. */
  restart: string;
  errors?: readonly UserError[];
  previewed?: OperationPreview;
}

export function makeUpdatePage(
  kernel: Kernel,
  { given, errors = [], previewed, restart }: UpdateState,
): Omit<UpdatePage, keyof Frame> {
  const { name, display_name, language } = kernel;
  const { recipe, prefix, generation } = originOf(kernel);
  const { packages, pip_packages } = parseStoredRecipe(recipe);
  const report = readReport(prefix);
  const { upgrade } = given;
  return {
    ...{ name, display_name, language, generation, restart },
    packages: [...packages, ...pip_packages].map((spec) => {
      const own = spec.name || spec.text;
      return { name: own, text: spec.text, removed: given.remove.includes(own) };
    }),
    installed: report?.packages.length ?? 0,
    ...(report && { language_version: report.kernel.language_version }),
    add: given.add.join('\n'),
    upgrade: upgrade === true ? 'all' : upgrade === false ? 'none' : 'some',
    upgrade_names: typeof upgrade === 'boolean' ? '' : upgrade.join(' '),
    problems: problemsOf(errors),
    ...(previewed && { preview: previewOf(previewed) }),
  };
}

function previewOf({ preview, notes }: OperationPreview): NonNullable<UpdatePage['preview']> {
  const { difference, resolved, resolve_problem, manager, warnings } = preview;
  return {
    ...{ manager, warnings, notes },
    ...(difference && { changes: difference.changes, kept: difference.kept }),
    ...(resolved?.unresolved && { unresolved: resolved.unresolved }),
    ...(resolve_problem && { problem: resolve_problem }),
  };
}
