import { creation } from '../../../kernels/operations/index.js';
import { checkRequest } from '../../../kernels/requests/checked-request.js';
import { planToShow } from '../../../kernels/requests/order-generation.js';
import { type Preview, previewRequest } from '../../../kernels/requests/preview/preview.js';
import { count, formatDownload, formatSize } from '../../../shared/format.js';
import { equippable, equipSite, readSite } from '../../../site/site.js';
import { renderScript } from '../../../steps/script.js';
import { type Command, exits } from '../../command.js';
import { noteLines, problemLines } from '../../output/problems.js';
import { tableLines } from '../../output/table.js';
import { inputOptions, nameArgument, packageArgument } from '../../recipe/input-options.js';
import { readLike, readRecipe } from '../../recipe/read-recipe.js';
import { recipeOptions } from '../../recipe/recipe-options.js';

/** Prints what `create` would do. */
export const plan: Command = {
  id: 'plan',
  description: 'Prints the script that `create` would run. Paste it into a terminal to make the same kernel',
  arguments: [nameArgument, packageArgument],
  options: [
    ...inputOptions,
    ...recipeOptions,
    { flag: '--resolve', description: 'list the packages that the package manager would install' },
  ],
  async run(given, terminal) {
    const host = equippable(readSite());
    const { recipe, notes, preset } = await readRecipe(given, host, {
      like: await readLike(given, host),
    });
    terminal.say(...noteLines(notes));
    const equipped = await equipSite(host);
    const request = await checkRequest(creation.request(recipe, preset), equipped);
    const made = await planToShow(request);
    const preview = given.flag('--resolve') ? await previewRequest(request, made) : undefined;
    for (const warning of preview?.warnings ?? []) terminal.say(...problemLines(warning));
    if (preview?.resolve_problem) terminal.say(...problemLines(preview.resolve_problem));
    const { resolved } = preview ?? {};
    if (given.json) await terminal.print(JSON.stringify({ ...made, ...(resolved && { resolved }) }));
    else await terminal.write(withComments(renderScript(made), resolved));
    return preview?.resolve_problem ? exits.buildFailed : exits.done;
  },
};

/** Adds the packages below the first line as comments, so that the output is still a script. */
function withComments(script: string, resolved: Preview['resolved']): string {
  if (!resolved) return script;
  const { packages, unresolved, disk_bytes, files } = resolved;
  const rows = packages.map(({ name, version, size, requested }) => [
    name,
    version,
    size === undefined ? '' : formatSize(size),
    requested ? 'requested' : '',
  ]);
  const total = `${count(packages.length, 'package')}, download: ${formatDownload(resolved)}; on disk: about ${formatSize(disk_bytes)} in ${count(files, 'file')}`;
  const later = unresolved ? [`pip then adds ${unresolved.join(', ')} with dependencies`] : [];
  const comments = [total, ...tableLines(['Package', 'Version', 'Download', ''], rows), ...later];
  return script.replace('\n', `\n${comments.map((line) => `# ${line}\n`).join('')}`);
}
