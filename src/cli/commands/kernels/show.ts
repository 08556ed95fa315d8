import { UserError } from '../../../base/errors.js';
import { escapeControls } from '../../../base/text/terminal-text.js';
import { lockFaultOf, lockFaultWords } from '../../../kernels/built-environment.js';
import { findKernel } from '../../../kernels/find-kernel.js';
import { readReport } from '../../../kernels/generation.js';
import { linkOfKernel } from '../../../kernels/kernel-link.js';
import type { Kernel, Origin } from '../../../kernels/kernelspec.js';
import { recipeFault, recipeOf } from '../../../kernels/stored-recipe.js';
import { renderRecipe } from '../../../recipe/formats/recipe.js';
import { LINK_MOST } from '../../../recipe/link.js';
import type { Recipe } from '../../../recipe/recipe.js';
import type { InstalledPackage, Report } from '../../../shared/builds/report.js';
import { count, formatSize } from '../../../shared/format.js';
import { isSilent } from '../../../site/locations.js';
import { readSite, type Site } from '../../../site/site.js';
import { type Command, exits, type Given } from '../../command.js';
import { plainText } from '../../output/plain-text.js';
import { noteLines } from '../../output/problems.js';
import { tableLines } from '../../output/table.js';
import type { Terminal } from '../../output/terminal.js';

/** Prints the recipe of a kernel. */
export const show: Command = {
  id: 'show',
  description: 'Prints the recipe of a kernel as YAML, with its packages as comments',
  arguments: [{ name: 'NAME', description: 'one of your kernels (see `list`)' }],
  options: [
    {
      flag: '--link',
      description: 'print a link that fills in the form with this recipe, without secret values',
    },
  ],
  async run(given, terminal) {
    const site = readSite();
    const kernel = await findKernel(given.text('NAME'), site);
    if (given.flag('--link')) return printLink(kernel, site, { given, terminal });
    const { prefix = '' } = kernel.origin ?? {};
    const readable = prefix !== '' && !isSilent(prefix, site);
    const report = readable ? readReport(prefix) : undefined;
    const fault = readable ? lockFaultOf(prefix) : undefined;
    const { recipe, errors } = recipeOf(kernel);
    const shown = { kernel, recipe, report };
    if (given.json) await terminal.print(JSON.stringify(kernelJson(shown)));
    else await terminal.write(kernelText(shown));
    sayFault(errors, terminal);
    if (fault) terminal.say(...noteLines([lockFaultWords(`\`${kernel.name}\``, fault)]));
    return exits.done;
  },
};

async function printLink(
  kernel: Kernel,
  site: Site,
  { given, terminal }: { given: Given; terminal: Terminal },
): Promise<number> {
  const link = await linkOfKernel(kernel, site);
  if (!link) throw new UserError('link-too-long', { name: kernel.name, most: LINK_MOST }, 'name');
  const { portal_url } = site.config;
  const url = `${portal_url ?? ''}/${link.fragment}`;
  const { left_out } = link;
  if (left_out.length > 0)
    terminal.say(...noteLines([`The link does not have the secret variables ${left_out.join(', ')}`]));
  if (!portal_url)
    terminal.say(
      ...noteLines([
        'Put the address of the page *Create* in front of it; the setting `portal_url` does that',
      ]),
    );
  await terminal.print(given.json ? JSON.stringify({ link: url, left_out }) : url);
  return exits.done;
}

/** What the printed recipe does not have. */
export function sayFault(errors: readonly UserError[], terminal: Terminal): void {
  if (errors.length === 0) return;
  const text = `The recipe cannot be read as a whole: ${recipeFault(errors)}. What cannot be read is left out`;
  terminal.say(...noteLines([text]));
}

interface DescribedKernel {
  kernel: Kernel;
  recipe: Recipe;
  /** Absent if the environment no longer has it. */
  report: Report | undefined;
}

function kernelJson({ kernel, recipe, report }: DescribedKernel): object {
  const { name, display_name, directory, origin } = kernel;
  const { generation, prefix, manager } = origin ?? {};
  return { name, display_name, directory, generation, prefix, manager, recipe, packages: report?.packages };
}

/** A recipe for `create --file`. */
export function kernelText({ kernel, recipe, report }: DescribedKernel): string {
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
