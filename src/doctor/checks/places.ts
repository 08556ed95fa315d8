/** Checks the directories that the app writes: access and free space; the site's package caches and its quota command. */
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeFileError, hasNoRoom } from '../../base/files.js';
import { run } from '../../base/process.js';
import { whyNotWritable } from '../../kernels/requests/checks/directories.js';
import { freeSpace } from '../../kernels/requests/checks/free-space.js';
import type { SiteFinding } from '../../shared/finding.js';
import { count, formatSize } from '../../shared/format.js';
import { LOOK_SECONDS, lookAt } from '../../site/directories/look.js';
import { temporaryDirectory } from '../../site/directories/uses.js';
import { expandPath, kernelsDirectory } from '../../site/paths.js';
import type { EquippedSite } from '../../site/site.js';
import { about, type Subject } from '../check.js';

const SECONDS = 4;

interface CheckedDirectory {
  id: string;
  title: string;
  path: string;
  /** The free space that is needed there. */
  needs: { bytes: number; files: number };
  /** Whether programs are started from it. */
  programs?: true;
}

export async function checkPlaces({ site }: Subject): Promise<SiteFinding[]> {
  const { free_megabytes, free_files } = site.config.limits;
  const small = { bytes: 2e6, files: 50 };
  const large = { bytes: free_megabytes * 1e6, files: free_files };
  const places: CheckedDirectory[] = [
    { id: 'data-root', title: 'Data directory', path: site.data_root, needs: small, programs: true },
    {
      id: 'kernels',
      title: 'Directory of the kernels',
      path: kernelsDirectory(site.jupyter_data),
      needs: small,
    },
    {
      id: 'temporary',
      title: 'Directory of temporary files',
      path: temporaryDirectory(site.environment),
      needs: small,
    },
    ...site.locations.map(({ id, title, path }): CheckedDirectory => {
      return { id: `location-${id}`, title: `Location “${title}”`, path, needs: large, programs: true };
    }),
  ];
  return Promise.all([
    ...places.map((place) => checkPlace(place, site)),
    ...site.config.conda_package_caches.map((path, index) =>
      checkSharedCache(expandPath(path, site.account), index),
    ),
    checkQuota(site),
    checkHostBuilds(site),
  ]);
}

async function checkPlace(
  { id, title, path, needs, programs }: CheckedDirectory,
  site: EquippedSite,
): Promise<SiteFinding> {
  const tell = about(id, title);
  if (!path.startsWith('/'))
    return tell.fail(
      `\`${path}\` is not an absolute path`,
      'Correct the setting; a variable in it may not be set here',
    );
  const look = await lookAt(path);
  if (look === 'silent')
    return tell.fail(
      `\`${path}\`: its file system has not answered within ${LOOK_SECONDS} seconds`,
      'Check its file server',
    );
  const refused = whyNotWritable(path, look);
  const fault = refused
    ? { reason: refused, hint: CORRECT }
    : await tryToWrite(look.path, programs ? site.environment : undefined);
  if (fault) return tell.fail(`\`${path}\`: ${fault.reason}`, fault.hint);
  const { quota_command: _, ...config } = site.config;
  const free = await freeSpace(path, { ...site, config });
  if (!free) return tell.warn(`\`${path}\`: its free space is unknown`, 'Check its file system with `df`');
  const files = Number.isFinite(free.files) ? ` and ${count(free.files, 'file')}` : '';
  const full = free.total > 0 ? `, ${Math.round(100 * (1 - free.bytes / free.total))} % full` : '';
  const found = `\`${path}\`: ${formatSize(free.bytes)}${files} free${full}`;
  return free.bytes < needs.bytes || free.files < needs.files
    ? tell.fail(
        found,
        `At least ${formatSize(needs.bytes)} and ${count(needs.files, 'file')} have to be free: remove files there`,
      )
    : tell.ok(found);
}

/** A package cache of the site, which is only read. */
async function checkSharedCache(path: string, index: number): Promise<SiteFinding> {
  const tell = about(`package-cache-${index + 1}`, 'Package cache of the site');
  const look = await lookAt(path);
  if (look === 'silent')
    return tell.warn(
      `\`${path}\`: its file system has not answered within ${LOOK_SECONDS} seconds, so it is not used`,
      'Check its file server',
    );
  const names = look.path === path ? await readdir(path).catch(() => undefined) : undefined;
  if (!names)
    return tell.warn(
      `\`${path}\` is not a directory that can be read, so it is not used`,
      'Correct its permissions or `conda_package_caches`',
    );
  return tell.ok(`\`${path}\`: ${count(names.filter(isUnpacked).length, 'unpacked package')}`);
}

/** `NAME-VERSION-BUILD`, and not its archive or its lock. */
function isUnpacked(name: string): boolean {
  return /^[^.][^/]*-[^-]+-[^-]+$/.test(name) && !/\.(conda|tar\.bz2|lock)$/.test(name);
}

const CORRECT = 'Correct its permissions, its mount options or the setting';

interface Refused {
  reason: string;
  hint: string;
}

/** Why nothing can be written there or, with an `environment`, why no program can be started from there. */
async function tryToWrite(path: string, environment?: Record<string, string>): Promise<Refused | undefined> {
  let made: string | undefined;
  try {
    made = await mkdtemp(join(path, '.create-kernel-doctor-'));
    if (!environment) return undefined;
    const program = join(made, 'program');
    await writeFile(program, '#!/bin/sh\nexit 0\n');
    await chmod(program, 0o700);
    const { exit } = await run([program], { environment, seconds: SECONDS });
    if (exit === 0) return undefined;
    return { reason: 'programs in it cannot be started (is it mounted with `noexec`?)', hint: CORRECT };
  } catch (error) {
    return refusedBy(error as NodeJS.ErrnoException);
  } finally {
    if (made) await rm(made, { recursive: true, force: true });
  }
}

export function refusedBy(error: NodeJS.ErrnoException): Refused {
  return { reason: describeFileError(error), hint: hasNoRoom(error) ? 'Remove files there' : CORRECT };
}

/** Checks the directory in which builds of all users count each other. */
async function checkHostBuilds({ config, account }: EquippedSite): Promise<SiteFinding> {
  const tell = about('host-builds', 'Builds on this host');
  const { most, directory } = config.host_builds;
  if (most === undefined) return tell.ok('no limit for all users together');
  const path = expandPath(directory, account);
  const look = await lookAt(path);
  if (look !== 'silent' && look.path === path && look.is_directory && look.writable)
    return tell.ok(`at most ${most} at the same time, counted in \`${path}\``);
  return tell.fail(
    `\`${path}\` cannot be written by this user, so the limit of ${most} builds has no effect`,
    `Run \`install -d -m 1777 ${path}\` at each start of the host, or correct \`host_builds.directory\``,
  );
}

async function checkQuota({ config, environment, locations }: EquippedSite): Promise<SiteFinding> {
  const tell = about('quota', 'Quota command');
  const { quota_command: command } = config;
  if (!command) return tell.ok('not set: the free space that the file system reports is used');
  const path = locations[0]?.path ?? '/';
  const { exit, stdout, stderr, timedOut } = await run([...command, path], { environment, seconds: SECONDS });
  const bytes = /^\s*(\d+)\s*$/.exec(stdout)?.[1];
  if (exit === 0 && bytes) return tell.ok(`${formatSize(Number(bytes))} free in \`${path}\``);
  const said = (stderr.trim() || stdout.trim()).split('\n')[0];
  const ended =
    exit === null ? 'it cannot be run' : `exit code ${exit}, and it printed: ${said || 'nothing'}`;
  return tell.fail(
    timedOut ? `no answer within ${SECONDS} s` : ended,
    `\`${command[0]}\` has to print the free bytes of the path in its last argument, and nothing else`,
  );
}
