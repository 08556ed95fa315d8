import { UserError } from '../../../base/errors.js';
import { findFor } from '../../../kernels/find-kernel.js';
import { checkMayChange } from '../../../kernels/may-change.js';
import { type ArgumentField, argumentFields, parseArguments } from '../../../kernels/operations/arguments.js';
import { kernelOperations } from '../../../kernels/operations/index.js';
import type { Arguments, KernelOperation, OperationResult } from '../../../kernels/operations/operation.js';
import { perform } from '../../../kernels/operations/perform.js';
import { previewOperation } from '../../../kernels/requests/preview/preview-operation.js';
import { runningKernels } from '../../../kernels/running/running-kernels.js';
import { decodeFile } from '../../../recipe/formats/files/decode.js';
import type { ResultTable } from '../../../shared/kernels/kernel-page.js';
import { equipSite, readSite } from '../../../site/site.js';
import { type Command, type CommandOption, exits, type Given } from '../../command.js';
import { awaitBuild, buildOptions } from '../../following/await-build.js';
import { showOperation } from '../../output/operation-preview.js';
import { plainText } from '../../output/plain-text.js';
import { noteLines } from '../../output/problems.js';
import { tableLines } from '../../output/table.js';
import type { Terminal } from '../../output/terminal.js';
import { openFile } from '../../recipe/given-texts.js';

const dryRunOption: CommandOption = {
  flag: '--dry-run',
  description: 'print what it would do, and change nothing',
};
const yesOption: CommandOption = { flag: '--yes', short: '-y', description: 'do not ask' };

const subjects: Record<KernelOperation['on'], string> = {
  ours: 'one of your kernels (see `list`)',
  removed: 'a kernel that you have removed',
};

/** One command for each operation on a kernel. */
export const operationCommands: Readonly<Record<string, Command>> = Object.fromEntries(
  Object.entries(kernelOperations).map(([id, operation]) => [id, toCommand(operation)]),
);

function toCommand(operation: KernelOperation): Command {
  const fields = argumentFields(operation);
  return {
    id: operation.id,
    description: operation.description,
    arguments: [
      {
        ...{ name: 'NAME', description: subjects[operation.on] },
        // The list has no removed kernels.
        ...(operation.on === 'removed' && { completed: [] }),
      },
      ...fields.flatMap(({ word, description }) => (word ? [{ ...word, description }] : [])),
    ],
    options: [
      ...fields.filter(isOption).map(argumentOption),
      ...(operation.effect === 'looks' ? [] : [dryRunOption]),
      ...(operation.question ? [yesOption] : []),
      ...(operation.effect === 'makes' ? buildOptions : []),
    ],
    async run(given, terminal) {
      const host = readSite();
      const kernel = await findFor(operation, given.text('NAME'), host);
      const values = await argumentsOf(operation, given);
      // What would be refused is not asked for.
      parseArguments(operation, values);
      if (operation.effect !== 'looks') checkMayChange(kernel, operation);
      const asks = !given.flag(yesOption.flag) && !given.flag(dryRunOption.flag);
      const question = asks ? operation.question?.(kernel) : undefined;
      const running = operation.warning && question ? await runningKernels(kernel, host) : [];
      terminal.say(...noteLines([operation.warning?.(running) ?? []].flat()));
      if (question && !(await isWanted(question, operation.id, terminal))) {
        terminal.say('Nothing has changed');
        return exits.cancelled;
      }
      const site = await equipSite(host);
      const asked = { kernel, given: values, options: { keep: given.flag('--keep') } };
      if (operation.effect === 'makes' && given.flag(dryRunOption.flag))
        return showOperation(await previewOperation(operation, asked, site), given, terminal);
      const performed = await perform(operation, asked, site);
      if ('ordered' in performed) terminal.say(...noteLines(performed.notes));
      return 'ordered' in performed
        ? awaitBuild(performed.ordered, { given, site, terminal })
        : report(performed.result, given, terminal);
    },
  };
}

async function report(result: OperationResult, given: Given, terminal: Terminal): Promise<number> {
  if (given.json) await terminal.print(JSON.stringify(result));
  else await terminal.print(plainText(result.message), ...(result.tables ?? []).flatMap(textOf));
  terminal.say(...noteLines(result.notes ?? []));
  return result.ok ? exits.done : exits.buildFailed;
}

function textOf({ headings, rows }: ResultTable): string[] {
  return ['', ...tableLines(headings, rows)];
}

/** A list is also an option, so that its values can stand apart from other words. */
function isOption({ word, kind }: ArgumentField): boolean {
  return word === undefined || kind === 'list';
}

function argumentOption({ name, description, kind, value, word, options }: ArgumentField): CommandOption {
  const values = options && Object.keys(options).filter(Boolean).join('|');
  return {
    flag: flagOf(name),
    description: options ? `${description} (${optionWords(options)})` : description,
    ...(kind !== 'switch' && { value: value ?? values ?? word?.name ?? name.toUpperCase() }),
    ...(kind === 'list' && { many: true }),
    ...(kind === 'choice' && { any: true }),
    ...(options && { completed: Object.keys(options).filter(Boolean) }),
  };
}

function optionWords(options: Readonly<Record<string, string>>): string {
  return Object.entries(options)
    .filter(([value]) => value !== '')
    .map(([value, words]) => `\`${value}\`: ${words}`)
    .join('; ');
}

async function argumentsOf(operation: KernelOperation, given: Given): Promise<Arguments> {
  const readText = (flag: string, word: string) => given.text(word) || given.text(flag) || undefined;
  const read: Record<ArgumentField['kind'], (flag: string, word: string) => unknown> = {
    text: readText,
    number: readText,
    select: readText,
    file: async (flag) => {
      const path = given.text(flag);
      return path ? decodeFile(await openFile(path)) : undefined;
    },
    list: (flag, word) => [...given.list(word), ...given.list(flag)],
    switch: (flag) => given.flag(flag),
    choice: (flag) => given.flag(flag) || given.list(flag),
  };
  const values = argumentFields(operation).map(async ({ name, kind, word }) => {
    return [name, await read[kind](flagOf(name), word?.name ?? '')] as const;
  });
  return { ...Object.fromEntries(await Promise.all(values)), dry_run: given.flag(dryRunOption.flag) };
}

function flagOf(name: string): string {
  return `--${name.replaceAll('_', '-')}`;
}

/** @throws UserError `confirmation-needed` if the user cannot be asked. */
async function isWanted(question: string, command: string, terminal: Terminal): Promise<boolean> {
  if (!terminal.interactive) throw new UserError('confirmation-needed', { command });
  const answer = await terminal.ask(`${plainText(question)} [y/N] `);
  return /^y(es)?$/i.test(answer.trim());
}
