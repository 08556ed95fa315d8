import { type Kernel, listKernels } from '../../kernels/kernelspec.js';
import { readSite } from '../../site/site.js';
import { type Command, exits } from '../command.js';
import { tableLines } from '../output/table.js';

/** Lists the kernels in the launcher. */
export const list: Command = {
  id: 'list',
  description: 'Lists the kernels in your launcher',
  arguments: [],
  options: [],
  async run(given, terminal) {
    const kernels = await listKernels(readSite());
    if (given.json) await terminal.print(JSON.stringify(kernels));
    else if (kernels.length === 0) terminal.say('There are no kernels yet');
    else await terminal.print(...kernelLines(kernels));
    return exits.done;
  },
};

const owners: Record<Kernel['owner'], string> = { ours: 'Create Kernel', own: 'you', central: 'the site' };

/** The table of kernels. */
export function kernelLines(kernels: readonly Kernel[]): string[] {
  const rows = kernels.map(({ name, display_name, language, owner, origin, problem }) => {
    return [
      name,
      display_name,
      language,
      owners[owner],
      origin ? String(origin.generation) : problem ? 'not readable' : '',
    ];
  });
  return tableLines(['Kernel', 'Display name', 'Language', 'Made by', 'Generation'], rows);
}
