import { UserError } from '../../base/errors.js';
import { findKernel } from '../../kernels/find-kernel.js';
import type { KernelAction } from '../../kernels/operations/action.js';
import { kernelActions } from '../../kernels/operations/index.js';
import { equipSite, readSite } from '../../site/site.js';
import { type Command, type CommandOption, exits } from '../command.js';
import { plainText } from '../plain-text.js';
import { noteLines } from '../problems.js';
import type { Terminal } from '../terminal.js';

const yesOption: CommandOption = { flag: '--yes', short: '-y', description: 'do not ask' };

/** One command for each thing that can be done to a kernel. */
export const actionCommands: Readonly<Record<string, Command>> = Object.fromEntries(
  Object.entries(kernelActions).map(([id, action]) => [id, toCommand(action)]),
);

function toCommand(action: KernelAction): Command {
  return {
    id: action.id,
    description: action.description,
    arguments: [{ name: 'NAME', description: 'a kernel of yours, as `list` shows it' }],
    options: action.question ? [yesOption] : [],
    async run(given, terminal) {
      const site = readSite();
      const kernel = await findKernel(given.text('NAME'), site);
      const question = given.flag(yesOption.flag) ? undefined : action.question?.(kernel);
      if (question && !(await isWanted(question, action.id, terminal))) {
        terminal.say('Nothing was done');
        return exits.cancelled;
      }
      const result = await action.run(kernel, await equipSite(site));
      await terminal.print(given.json ? JSON.stringify(result) : plainText(result.message));
      terminal.say(...noteLines(result.notes ?? []));
      return result.ok ? exits.done : exits.buildFailed;
    },
  };
}

/** @throws UserError `confirmation-needed` where there is nobody to ask. */
async function isWanted(question: string, command: string, terminal: Terminal): Promise<boolean> {
  if (!terminal.interactive) throw new UserError('confirmation-needed', { command });
  const answer = await terminal.ask(`${plainText(question)} [y/N] `);
  return /^y(es)?$/i.test(answer.trim());
}
