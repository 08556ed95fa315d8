/** The files of one build, and the directory of all builds. */
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';

export interface BuildFiles {
  directory: string;
  recipe: string;
  /** What the site's rules look at in the recipe. */
  policy: string;
  plan: string;
  /** The plan without the passwords of the site's proxies, for the generation to keep. */
  kept_plan: string;
  script: string;
  order: string;
  /** The site's settings as they were when the build was ordered, for a host that has none of its own. */
  site: string;
  /** The job of a cluster that the build has become. */
  job: string;
  /** How that job ended, once a reader has learnt it. */
  job_end: string;
  journal: string;
  status: string;
  /** What a runner writes about itself, and touches while it lives. */
  runner: string;
  /** The process group of the running step. */
  step: string;
  /** Its presence asks the runner to cancel. */
  cancel: string;
  lock: string;
  runner_output: string;
  /** Space that is given back when the file system is full, so that the end can be told. */
  reserve: string;
}

export function buildsDirectory(data_root: string): string {
  return join(data_root, 'builds');
}

/** The locks of the user whose builds a build is among. */
export function locksBeside({ directory }: Pick<BuildFiles, 'directory'>): string {
  return locksDirectory(dirname(dirname(directory)));
}

export function locksDirectory(data_root: string): string {
  return join(data_root, 'locks');
}

/** The lock that lets one build of a kernel name run; case does not make two kernels. */
export function nameLock(locks: string, name: string): string {
  return join(locks, `name-${name.toLowerCase()}`);
}

export function buildFiles(directory: string): BuildFiles {
  const at = (name: string) => join(directory, name);
  return {
    directory,
    recipe: at('recipe.yml'),
    policy: at('policy.json'),
    plan: at('plan.json'),
    kept_plan: at('kept-plan.json'),
    script: at('script.sh'),
    order: at('order.json'),
    site: at('site.json'),
    job: at('job.json'),
    job_end: at('job-end.json'),
    journal: at('journal.ndjson'),
    status: at('status.json'),
    runner: at('runner.json'),
    step: at('step.json'),
    cancel: at('cancel'),
    lock: at('lock.txt'),
    runner_output: at('runner.log'),
    reserve: at('reserve'),
  };
}

/** A new build's id: sorts by time, safe in a path and an address. */
export function newBuildId(now: Date): string {
  const time = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${time}-${randomBytes(3).toString('hex')}`;
}

export function isBuildId(text: string): boolean {
  return /^\d{8}-\d{6}-[0-9a-f]{6}$/.test(text);
}
