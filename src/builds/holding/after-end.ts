/** What follows a build's end: the site's audit log, deleting what is too old, and the site's command. Never throws. */
import { basename, dirname } from 'node:path';
import { userErrorsOf } from '../../base/errors.js';
import { tryReadStored } from '../../base/stored.js';
import type { BuildState } from '../../shared/builds/build-state.js';
import type { SiteConfig } from '../../site/settings/index.js';
import type { PlanOutline } from '../../steps/plan.js';
import type { BuildFiles } from '../build-directory.js';
import { frozenSettings } from '../frozen-settings.js';
import { jobFormat } from '../launchers/launcher.js';
import { auditRecord, writeAudit } from './audit.js';
import { notify } from './notify.js';
import { pruneBuilds, pruneGenerations } from './retention.js';

type Published = Pick<PlanOutline, 'prefix' | 'kernel_directory'>;

/**
 * Writes the audit log, and deletes. Without `given`, the settings are those that the build was ordered with: the runner's host may have none.
 * Problems are printed to the runner's output.
 */
export async function afterEnd(
  files: BuildFiles,
  places: Published | undefined,
  state: BuildState,
  given?: SiteConfig,
): Promise<void> {
  try {
    const settings = given ?? frozenSettings(files);
    if (!settings) return;
    const troubles = await writeAudit(auditRecord(basename(files.directory), state), settings);
    for (const trouble of troubles) console.error(trouble);
    // A reader settles the build of a job that has ended.
    const job = given ? undefined : tryReadStored(files.job, jobFormat);
    if (places) await pruneGenerations(places, settings, { job });
    pruneBuilds(dirname(files.directory), settings);
  } catch (error) {
    console.error(userErrorsOf(error)[0]?.message ?? error);
  }
}

/** Runs the site's command. Only the runner does: a reader of the build must not wait for it. */
export async function notifyOfEnd(files: BuildFiles, state: BuildState): Promise<void> {
  try {
    const settings = frozenSettings(files);
    const trouble = settings && (await notify(basename(files.directory), state, settings));
    if (trouble) console.error(trouble);
  } catch (error) {
    console.error(userErrorsOf(error)[0]?.message ?? error);
  }
}
