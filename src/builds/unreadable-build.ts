/** Lists a build with broken files too, so that the user sees that it is broken. */
import { UserError } from '../base/errors.js';
import type { Cause } from '../shared/builds/build-events.js';
import { initialState } from '../shared/builds/build-state.js';
import type { Build } from './build.js';
import { type BuildFiles, locksBeside, timeOfBuild } from './build-directory.js';

export function unreadableBuild(id: string, files: BuildFiles, error: unknown): Build {
  const cause = causeOf(error);
  const time = timeOfBuild(id);
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
