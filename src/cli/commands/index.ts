import { lookUp } from '../../base/registry.js';
import type { Command } from '../command.js';

/**
 * The commands by id, in the order of the help; each is loaded when it is used. To add one, add a file here and a line below.
 * The commands of operations are among them in the help, after this one:
 */
const BEFORE_OPERATIONS = 'show';
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  create: async () => (await import('./create.js')).create,
  plan: async () => (await import('./plan.js')).plan,
  understand: async () => (await import('./understand.js')).understand,
  recipes: async () => (await import('./recipes.js')).recipes,
  builds: async () => (await import('./builds.js')).builds,
  logs: async () => (await import('./logs.js')).logs,
  cancel: async () => (await import('./cancel.js')).cancel,
  retry: async () => (await import('./retry.js')).retry,
  list: async () => (await import('./list.js')).list,
  show: async () => (await import('./show.js')).show,
  shell: async () => (await import('./shell.js')).shell,
  exec: async () => (await import('./exec.js')).exec,
  which: async () => (await import('./which.js')).which,
  disk: async () => (await import('./disk.js')).disk,
  doctor: async () => (await import('./doctor.js')).doctor,
  completion: async () => (await import('./completion.js')).completionOf(allCommands),
  run: async () => (await import('./run.js')).run,
};

export async function findCommand(id: string): Promise<Command | undefined> {
  const load = lookUp(commands, id);
  return load ? load() : lookUp(await ofOperations(), id);
}

export async function allCommands(): Promise<Command[]> {
  const own = await Promise.all(Object.values(commands).map((load) => load()));
  const at = Object.keys(commands).indexOf(BEFORE_OPERATIONS) + 1;
  return [...own.slice(0, at), ...Object.values(await ofOperations()), ...own.slice(at)];
}

async function ofOperations(): Promise<Readonly<Record<string, Command>>> {
  return (await import('./operations.js')).operationCommands;
}
