/** Lists a build with broken files too, so that the user sees that it is broken. */
import { UserError } from '../base/errors.js';
import type { Cause } from '../shared/build-events.js';
import { initialState } from '../shared/build-state.js';
import type { Build } from './build.js';
import { type BuildFiles, locksBeside } from './build-directory.js';

export function unreadableBuild(id: string, files: BuildFiles, error: unknown): Build {
  const cause = causeOf(error);
  const time = timeOf(id);
  const plan = { name: 'unknown', display_name: 'Unknown', generation: 1, language: '', manager: '' };
  return {
    id,
    files,
    plan: { ...plan, prefix: '', kernel_directory: '', staging: '' },
    order: {
      ...{ build: id, keep: false, log_bytes: 0, builds: 1, launcher: 'local', nice: 0, ordered: time },
      locks: locksBeside(files),
    },
    state: {
      ...initialState,
      ...{ name: plan.name, display_name: plan.display_name, status: 'unreadable' },
      ...{ reason: cause.message, cause, started: time, ended: time },
    },
  };
}

function causeOf(error: unknown): Cause {
  if (error instanceof UserError) return { code: error.code, message: error.message, hint: error.hint };
  const { code = 'unknown', message } = error as NodeJS.ErrnoException;
  return { code, message, hint: 'Check that file, or delete the directory of this build' };
}

/** When it was ordered, from its id; in milliseconds since 1970. */
function timeOf(id: string): number {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)/.exec(id) ?? [];
  const [year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
