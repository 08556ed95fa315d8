import type { Command } from '../command.js';
import { builds } from './builds.js';
import { cancel } from './cancel.js';
import { completionOf } from './completion.js';
import { create } from './create.js';
import { disk } from './disk.js';
import { doctor } from './doctor.js';
import { exec } from './exec.js';
import { list } from './list.js';
import { logs } from './logs.js';
import { operationCommands } from './operations.js';
import { plan } from './plan.js';
import { recipes } from './recipes.js';
import { retry } from './retry.js';
import { run } from './run.js';
import { shell } from './shell.js';
import { show } from './show.js';
import { understand } from './understand.js';
import { which } from './which.js';

/** The commands by id, in the order of the help. To add one, add a file here and a line below. */
export const commands: Readonly<Record<string, Command>> = {
  create,
  plan,
  understand,
  recipes,
  builds,
  logs,
  cancel,
  retry,
  list,
  show,
  ...operationCommands,
  shell,
  exec,
  which,
  disk,
  doctor,
  completion: completionOf(() => Object.values(commands)),
  run,
};
