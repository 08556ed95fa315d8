/** Checks the directories that a build writes: they must answer, be writable, allow programs, and have free space. */
import { UserError } from '../../../base/errors.js';
import { count, formatSize } from '../../../shared/format.js';
import { type DirectoryLook, LOOK_SECONDS, lookAgain, lookAt } from '../../../site/directories/look.js';
import { type DirectoryUse, directoryUses, temporaryDirectory } from '../../../site/directories/uses.js';
import type { Site } from '../../../site/site.js';
import { freeSpace } from './free-space.js';

type DirectorySite = Pick<Site, 'config' | 'environment' | 'jupyter_data' | 'data_root'>;

interface Directory {
  path: string;
  use: DirectoryUse;
  needs: { bytes: number; files: number };
  /** Programs start from it. */
  programs?: true;
  /** The field of the form that chooses it. */
  field?: string;
}

// Some small files. If the tools need more, the build fails when space runs out.
const SMALL = { bytes: 2e6, files: 50 };

/** @throws UserError for the first directory with which a build would certainly fail. */
export async function checkDirectories(
  location: string,
  site: DirectorySite,
  { local }: { local: boolean },
): Promise<void> {
  const looking = directoriesOf(location, site, local).map(async (directory) => ({
    directory,
    look: await lookAgain(directory.path),
  }));
  for (const { directory, look } of await Promise.all(looking)) {
    const fault = faultOf(directory, look);
    if (fault) throw fault;
    await requireSpace(directory, site);
  }
}

/** Why environments cannot be made in a location, without the check of its free space. */
export async function locationFault(path: string): Promise<UserError | undefined> {
  return faultOf({ ...environments(path), needs: SMALL }, await lookAt(path));
}

const environments = (path: string) => ({
  ...{ path, use: directoryUses.environments, programs: true as const, field: 'location' },
});

function directoriesOf(location: string, site: DirectorySite, local: boolean): Directory[] {
  const { free_megabytes, free_files } = site.config.limits;
  return [
    { ...environments(location), needs: { bytes: free_megabytes * 1e6, files: free_files } },
    { path: site.data_root, use: directoryUses.data, needs: SMALL },
    { path: site.jupyter_data, use: directoryUses.kernels, needs: SMALL },
    // A cluster's node has its own temporary directory.
    ...(local
      ? [{ path: temporaryDirectory(site.environment), use: directoryUses.temporary, needs: SMALL }]
      : []),
  ];
}

function faultOf(
  { path, use, programs, field }: Directory,
  look: DirectoryLook | 'silent',
): UserError | undefined {
  const { holds, move } = use;
  if (look === 'silent') return new UserError('directory-silent', { path, seconds: LOOK_SECONDS }, field);
  const reason = whyNotWritable(path, look);
  if (reason) return new UserError('directory-not-writable', { path, reason, holds, move }, field);
  if (programs && look.options.includes('noexec'))
    return new UserError('directory-noexec', { path, move }, field);
  return undefined;
}

/** In words, with the nearest directory that exists. */
export function whyNotWritable(
  path: string,
  { path: nearest, is_directory, writable, options }: DirectoryLook,
): string | undefined {
  if (is_directory && writable) return undefined;
  const where = nearest === path ? 'it' : `\`${nearest}\``;
  if (!is_directory) return `${where} is not a directory`;
  if (options.includes('ro')) return 'the file system is read-only';
  return `${where} is not writable for you`;
}

async function requireSpace({ path, use, needs, field }: Directory, site: DirectorySite): Promise<void> {
  const free = await freeSpace(path, site);
  if (!free) return;
  const short = (free: string, needed: string) =>
    new UserError('space-short', { path, free, needed, ...use }, field);
  if (free.bytes < needs.bytes) throw short(formatSize(free.bytes), formatSize(needs.bytes));
  if (free.files < needs.files) throw short(count(free.files, 'file'), count(needs.files, 'file'));
}
