/** The files of one build, and the directory of all builds. */
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';

export interface BuildFiles {
  directory: string;
  recipe: string;
  /** The parts of the recipe that the site's policy checks. */
  policy: string;
  plan: string;
  /** The plan without the passwords of the site's proxies, for the generation to keep. */
  kept_plan: string;
  script: string;
  order: string;
  /** The site's settings when the build was ordered, for a host without settings. */
  site: string;
  /** The build's job on a cluster. */
  job: string;
  /** How that job ended, once a reader has asked the scheduler. */
  job_end: string;
  journal: string;
  status: string;
  /** The runner's identity, which it writes again while it runs. */
  runner: string;
  /** The process group of the running step. */
  step: string;
  /** If the file exists, the runner cancels the build. */
  cancel: string;
  lock: string;
  runner_output: string;
  /** Reserved space. It is freed before the end is recorded, so that a full file system does not prevent that. */
  reserve: string;
}

export function buildsDirectory(data_root: string): string {
  return join(data_root, 'builds');
}

/** The data directory that a build is in. */
export function dataRootOf({ directory }: Pick<BuildFiles, 'directory'>): string {
  return dirname(dirname(directory));
}

/** The locks directory in the data directory that a build is in. */
export function locksBeside(files: Pick<BuildFiles, 'directory'>): string {
  return locksDirectory(dataRootOf(files));
}

export function locksDirectory(data_root: string): string {
  return join(data_root, 'locks');
}

/** The lock that allows one build of a kernel name at a time. Names that differ only in case share it. */
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

/** A new build's id: sorts by time, and is safe in a path and a URL. */
export function newBuildId(now: Date): string {
  const time = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${time}-${randomBytes(3).toString('hex')}`;
}

/** When a build was ordered, in milliseconds since 1970, by its id. */
export function timeOfBuild(id: string): number {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)/.exec(id) ?? [];
  const [year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

export function isBuildId(text: string): boolean {
  return /^\d{8}-\d{6}-[0-9a-f]{6}$/.test(text);
}
