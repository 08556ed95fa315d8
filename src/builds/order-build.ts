/** Orders a build: locks its name, writes its directory with everything that the runner needs, and launches it. */
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../base/errors.js';
import { asWriteError, writeFileAtomic } from '../base/files.js';
import { makeDirectory } from '../base/make-directory.js';
import { lookUp } from '../base/registry.js';
import { storedText } from '../base/stored.js';
import { renderRecipe } from '../recipe/formats/recipe.js';
import { type Recipe, withoutSecrets } from '../recipe/recipe.js';
import { openVariables } from '../recipe/secret-variables.js';
import { expandPath } from '../site/paths.js';
import { policyCase, policyFormat } from '../site/policy.js';
import type { Resources } from '../site/resources.js';
import type { Site } from '../site/site.js';
import { type Plan, type PlannedBuild, planFormat } from '../steps/plan.js';
import { renderScript } from '../steps/script.js';
import {
  type BuildFiles,
  buildFiles,
  buildsDirectory,
  locksDirectory,
  nameLock,
  newBuildId,
} from './build-directory.js';
import { listBuilds } from './builds.js';
import { SITE_NUMBER } from './frozen-settings.js';
import { clearStagings, clearUnfinished } from './holding/clear.js';
import { giveLock, type Holder, releaseLock, takeLock } from './holding/lock.js';
import type { Cluster } from './launchers/cluster.js';
import { launchers } from './launchers/index.js';
import { type BegunLaunch, jobFormat, type Launch } from './launchers/launcher.js';
import { type Order, orderFormat } from './order.js';
import { writeSecrets } from './secret-values.js';

export interface BuildOptions {
  /** Keep the environment of a failed build for inspection. */
  keep: boolean;
  /** An id of build/launchers. */
  launcher: string;
  /** The cluster that runs it, and the resources to request there. */
  cluster?: Cluster;
  resources?: Resources;
  /** The id of the preset that the recipe was made from. */
  preset?: string;
  /** The packages that an update takes newer versions of. */
  upgrade?: Order['upgrade'];
}

/** The build that was ordered, or the one that holds the name. */
export interface OrderedBuild {
  id: string;
  /** Set if a build of this name runs already; then nothing was ordered. */
  holder?: Holder;
}

/**
 * Takes the lock on the name, calls `makePlan` while it holds the lock, and launches the runner.
 * @throws the errors of `makePlan`; UserError `launcher-unknown`, `directory-not-writable`.
 */
export async function orderBuild(
  recipe: Recipe,
  options: BuildOptions,
  site: Site,
  makePlan: (build: PlannedBuild) => Promise<Plan>,
): Promise<OrderedBuild> {
  const launcher = lookUp(launchers, options.launcher);
  if (!launcher)
    throw new UserError('launcher-unknown', { given: options.launcher, known: Object.keys(launchers) });
  const id = newBuildId(new Date());
  const files = buildFiles(join(buildsDirectory(site.data_root), id));
  const locks = locksDirectory(site.data_root);
  const lock = nameLock(locks, recipe.name);
  const holder = await writing(site.data_root, async () => takeLock(lock, id));
  if (holder) return { id: holder.build, holder };
  let begun: Promise<BegunLaunch> | undefined;
  try {
    await writing(site.data_root, () => makeDirectory(files.directory, 0o700));
    begun = launcher.begin(files, site);
    // Its error is thrown where it is needed, after those of the plan.
    begun.catch(() => {});
    // Settles dead builds: processes that a killed runner left would continue to write where this build writes.
    await listBuilds(site);
    const order = makeOrder(id, options, site);
    const ordered = new Date(order.ordered).toISOString();
    const plan = await makePlan({ id, plan: files.kept_plan, ordered });
    await writing(site.data_root, () => writeFiles(files, { recipe, plan, order, site }));
    clearUnfinished(plan, false);
    clearStagings(dirname(plan.staging), plan.name);
    await submit({ files, order, site, ...options }, await begun, lock);
    return { id };
  } catch (error) {
    await begun?.then(
      ({ abandon }) => abandon(),
      () => {},
    );
    releaseLock(lock, id);
    await rm(files.directory, { recursive: true, force: true });
    throw error;
  }
}

/** The site's limits and the options of this build, for the runner. */
export function makeOrder(id: string, options: BuildOptions, { config, data_root, account }: Site): Order {
  const { most, directory } = config.host_builds;
  const { keep, launcher, cluster, resources, preset, upgrade } = options;
  return {
    ...{ build: id, keep, launcher, locks: locksDirectory(data_root), ordered: Date.now() },
    log_bytes: config.limits.log_megabytes * 1e6,
    builds: config.limits.builds,
    ...(most && { host: { builds: most, directory: expandPath(directory, account) } }),
    nice: launcher === 'local' ? config.build_on.nice : 0,
    ...(cluster && { cluster: cluster.id }),
    ...(resources && { resources }),
    ...(preset && { preset }),
    ...(upgrade && { upgrade }),
  };
}

/**
 * What was launched becomes the holder of the lock before the order is confirmed: this process may end at any moment,
 * and a job, or a runner on a busy host, takes a while until it inherits the lock.
 */
async function submit(launch: Launch, begun: BegunLaunch, lock: string): Promise<void> {
  const { files, order } = launch;
  const launched = await begun.submit(launch);
  if ('job' in launched) await writeFileAtomic(files.job, storedText(jobFormat, launched.job), 0o600);
  await giveLock(lock, order.build, 'job' in launched ? { job: files.directory } : launched.runner);
}

async function writeFiles(
  files: BuildFiles,
  { recipe, plan, order, site }: { recipe: Recipe; plan: Plan; order: Order; site: Site },
): Promise<void> {
  if (plan.secrets) await writeSecrets(plan.secrets, recipe);
  await writeFileAtomic(files.recipe, renderRecipe(withoutSecrets(recipe)), 0o600);
  await writeFileAtomic(files.policy, storedText(policyFormat, policyCase(recipe)), 0o600);
  await writeFileAtomic(files.plan, storedText(planFormat, plan), 0o600);
  await writeFileAtomic(files.kept_plan, storedText(planFormat, planToKeep(plan)), 0o600);
  await writeFileAtomic(files.script, renderScript(plan), 0o700);
  await writeFileAtomic(files.order, storedText(orderFormat, order), 0o600);
  // The plan has the variables that its tools need. Another file must not have a proxy's password too.
  const settings = { schema: SITE_NUMBER, ...site.config, environment: {} };
  await writeFileAtomic(files.site, JSON.stringify(settings), 0o600);
}

/** Without the passwords of proxies, and without the texts that are not kept. */
function planToKeep(plan: Plan): Plan {
  const steps = plan.steps.map((step) =>
    step.action.kind === 'write' && step.action.not_kept
      ? { ...step, action: { ...step.action, text: '' } }
      : step,
  );
  return { ...plan, environment: openVariables(plan.environment), steps };
}

/** Runs `write`. @throws UserError that names the data directory and the reason, if it cannot be written. */
async function writing<Value>(data_root: string, write: () => Promise<Value>): Promise<Value> {
  try {
    await makeDirectory(buildsDirectory(data_root), 0o700);
    return await write();
  } catch (error) {
    throw asWriteError(error, data_root);
  }
}
