import { lookUp } from '../../base/registry.js';
import type { Command } from '../command.js';

/**
 * The commands by id, in the order of the help; each is loaded when it is used. To add one, add a file in a folder here and a line below.
 * The commands of operations are among them in the help, after this one:
 */
const BEFORE_OPERATIONS = 'show';
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  create: async () => (await import('./recipes/create.js')).create,
  plan: async () => (await import('./recipes/plan.js')).plan,
  understand: async () => (await import('./recipes/understand.js')).understand,
  recipes: async () => (await import('./recipes/recipes.js')).recipes,
  builds: async () => (await import('./builds/builds.js')).builds,
  logs: async () => (await import('./builds/logs.js')).logs,
  cancel: async () => (await import('./builds/cancel.js')).cancel,
  retry: async () => (await import('./builds/retry.js')).retry,
  list: async () => (await import('./kernels/list.js')).list,
  show: async () => (await import('./kernels/show.js')).show,
  shell: async () => (await import('./kernels/shell.js')).shell,
  exec: async () => (await import('./kernels/exec.js')).exec,
  which: async () => (await import('./kernels/which.js')).which,
  disk: async () => (await import('./kernels/disk.js')).disk,
  doctor: async () => (await import('./doctor.js')).doctor,
  completion: async () => (await import('./completion.js')).completionOf(allCommands),
  run: async () => (await import('./builds/run.js')).run,
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
  return (await import('./kernels/operations.js')).operationCommands;
}
