import { escapeControls } from '../../base/terminal-text.js';
import { findKernel } from '../../kernels/find-kernel.js';
import { readReport } from '../../kernels/generation.js';
import type { Kernel, Origin } from '../../kernels/kernelspec.js';
import { renderRecipe } from '../../recipe/formats/recipe.js';
import { parseStoredRecipe, type Recipe } from '../../recipe/recipe.js';
import { count, formatSize } from '../../shared/format.js';
import type { InstalledPackage, Report } from '../../shared/report.js';
import { isSilent, readSite } from '../../site/site.js';
import { type Command, exits } from '../command.js';
import { plainText } from '../output/plain-text.js';
import { tableLines } from '../output/table.js';

/** Prints the recipe of a kernel. */
export const show: Command = {
  id: 'show',
  description: 'Prints the recipe of a kernel as YAML, with its packages as comments',
  arguments: [{ name: 'NAME', description: 'one of your kernels (see `list`)' }],
  options: [],
  async run(given, terminal) {
    const site = readSite();
    const kernel = await findKernel(given.text('NAME'), site);
    const report =
      kernel.origin && !isSilent(kernel.origin.prefix, site) ? readReport(kernel.origin.prefix) : undefined;
    const shown = { kernel, recipe: parseStoredRecipe(kernel.origin?.recipe), report };
    if (given.json) await terminal.print(JSON.stringify(kernelJson(shown)));
    else await terminal.write(kernelText(shown));
    return exits.done;
  },
};

interface Shown {
  kernel: Kernel;
  recipe: Recipe;
  /** Absent if the environment no longer has it. */
  report: Report | undefined;
}

function kernelJson({ kernel, recipe, report }: Shown): object {
  const { name, display_name, directory, origin } = kernel;
  const { generation, prefix, manager } = origin ?? {};
  return { name, display_name, directory, generation, prefix, manager, recipe, packages: report?.packages };
}

/** A recipe for `create --file`. */
export function kernelText({ kernel, recipe, report }: Shown): string {
  const comments = [...(kernel.origin ? originLines(kernel, kernel.origin) : []), ...reportLines(report)];
  return `${comments.map((line) => `# ${plainText(line)}`.trimEnd()).join('\n')}\n${escapeControls(renderRecipe(recipe))}`;
}

function originLines({ display_name, directory }: Kernel, { generation, manager, prefix }: Origin): string[] {
  return [
    `${display_name}, generation ${generation}, made with ${manager}`,
    `environment: ${prefix}`,
    `kernelspec: ${directory}`,
  ];
}

function reportLines(report: Report | undefined): string[] {
  if (!report) return ['packages: the environment no longer has the list'];
  const rows = report.packages.map((each: InstalledPackage) => [
    each.name,
    each.version,
    each.size === undefined ? '' : formatSize(each.size),
    each.source,
  ]);
  const total = `${count(report.packages.length, 'package')}, ${formatSize(report.size)} in ${count(report.files, 'file')}`;
  return [total, ...tableLines(['Package', 'Version', 'Size', 'Source'], rows)];
}
