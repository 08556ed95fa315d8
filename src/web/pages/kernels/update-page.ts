/** Makes the model of the page *Update* of a kernel. */
import type { Problem, UserError } from '../../../base/errors.js';
import { problemsOf } from '../../../form/problems.js';
import { originOf } from '../../../kernels/built-environment.js';
import { readReport } from '../../../kernels/generation.js';
import type { Kernel } from '../../../kernels/kernelspec.js';
import { shownText } from '../../../kernels/operations/shown.js';
import type { OperationPreview } from '../../../kernels/requests/preview/preview-operation.js';
import { storedRecipe } from '../../../kernels/stored-recipe.js';
import type { UpdateArguments } from '../../../kernels/update/update-arguments.js';
import { askedPackages } from '../../../recipe/package-fields.js';
import { cellsToRun } from '../../../recipe/schema/notebook-to-run.js';
import type { FormFieldView } from '../../../shared/form/create-page.js';
import type { FormField } from '../../../shared/form/form-field.js';
import { formatSize } from '../../../shared/format.js';
import type { Frame } from '../../../shared/frame.js';
import type { UpdatePage } from '../../../shared/kernels/update-page.js';
import type { EquippedSite } from '../../../site/site.js';
import { isAboutNotebook } from '../../form/fields/form-definition.js';
import { siteFields } from '../../form/fields/site-fields.js';
import { upgradeFields } from '../../form/filling/update-fields.js';
import { viewOf } from '../field-view.js';

export interface UpdateState {
  given: UpdateArguments;
  /** Which running kernels use it, in a sentence. */
  restart: string;
  errors?: readonly UserError[];
  previewed?: OperationPreview;
}

export function makeUpdatePage(
  kernel: Kernel,
  form: readonly FormField[],
  site: EquippedSite,
  { given, errors = [], previewed, restart }: UpdateState,
): Omit<UpdatePage, keyof Frame> {
  const { name, display_name, language } = kernel;
  const { prefix, generation } = originOf(kernel);
  const report = readReport(prefix);
  const problems = problemsOf(errors);
  return {
    ...{ name, display_name, language, generation, restart, shown: shownText(kernel) },
    packages: askedPackages(storedRecipe(kernel, site)).map((spec) => {
      const own = spec.name || spec.text;
      return { name: own, text: spec.text, removed: given.remove.includes(own) };
    }),
    ...(report && {
      installed: report.packages.length,
      language_version: report.kernel.language_version,
    }),
    add: given.add.join('\n'),
    ...upgradeFields(given.upgrade),
    problems,
    notebook_fields: notebookFields(form, site, given, problems),
    ...(given.run_notebook && { notebook_cells: cellsToRun(given.run_notebook) }),
    upload_most: formatSize(site.config.limits.upload_megabytes * 1e6),
    upload_bytes: Math.round(site.config.limits.upload_megabytes * 1e6),
    ...(previewed && { preview: previewOf(previewed) }),
  };
}

/** Those that the site shows, with what was given. */
function notebookFields(
  form: readonly FormField[],
  site: EquippedSite,
  { run_notebook, notebook_minutes, accept_notebook_failure }: UpdateArguments,
  problems: Problem[],
): FormFieldView[] {
  const values = {
    ...(run_notebook && { kernel_notebook: run_notebook }),
    ...(notebook_minutes && { notebook_minutes }),
    ...(accept_notebook_failure && { notebook_failure: 'accept' }),
  };
  return siteFields(form, site)
    .filter(({ id }) => isAboutNotebook(id))
    .map((field) => viewOf(field, { values }, problems));
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
