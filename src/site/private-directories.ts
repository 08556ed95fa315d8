/**
 * Checks that no other user can change what this user's builds read and run, as sshd's StrictModes checks a home
 * directory (https://man.openbsd.org/sshd_config#StrictModes). A POSIX ACL that lets another user write is also refused,
 * because the group bits of the mode are its mask (acl(5)). An NFSv4 ACL does not appear in the mode and is not detected.
 */
import { execFileSync } from 'node:child_process';
import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../base/errors.js';

/** Who can own and write directories, in addition to the user and root. */
export interface DirectoryTrust {
  uid: number;
  /** Users who can own directories above those of the app. */
  owners: readonly string[];
  /** Directories that others can write on purpose, with everything in them. */
  shared: readonly string[];
}

const MOST_LINKS = 40;
// For an answer of the host, in milliseconds: a directory of users that does not answer must not stop this process for ever,
// and a busy host is slow.
const PATIENCE = 10_000;

/**
 * Each directory must belong to the user or root and must not be writable by others. Those above it must belong to the
 * user, root or a trusted owner, and must be sticky if others can write them.
 * @throws UserError `directory-not-private` for the first directory that breaks these rules.
 */
export function requirePrivate(directories: readonly string[], trust: DirectoryTrust): void {
  const seen = new Set<string>();
  for (const directory of directories)
    look(resolve(directory), '', { trust, seen, links: 0, asked: directory });
}

/** Checks one directory without its ancestors and without settings. @throws UserError `directory-not-private`. */
export function requireOwnDirectory(path: string, uid = process.getuid?.() ?? 0): void {
  const found = statOf(path);
  const trust = { uid, owners: [], shared: [] };
  if (found) requireOwn(path, found, { trust, seen: new Set(), links: 0, asked: path });
}

interface Looking {
  trust: DirectoryTrust;
  /** Ancestors that passed the check. */
  seen: Set<string>;
  links: number;
  asked: string;
}

/** Checks from the root down; `below` is the rest of the path after a link. */
function look(path: string, below: string, looking: Looking): void {
  const whole = join(path, below);
  const names = whole.split('/').filter((name) => name !== '');
  let at = '/';
  for (let index = -1; index < names.length; index++) {
    at = index < 0 ? '/' : join(at, names[index] ?? '');
    const last = index === names.length - 1;
    if (!last && looking.seen.has(at)) continue;
    const found = statOf(at);
    // A missing directory will be made by this app.
    if (!found) return;
    if (found.isSymbolicLink()) {
      requireOwner(at, found, looking);
      if (looking.links >= MOST_LINKS) return;
      const target = resolve(dirname(at), readlinkSync(at));
      look(target, names.slice(index + 1).join('/'), { ...looking, links: looking.links + 1 });
      return;
    }
    if (last) requireOwn(at, found, looking);
    else requireParent(at, found, looking);
    if (!last) looking.seen.add(at);
  }
}

/** Undefined if it does not exist or cannot be read; using it then reports the error. */
function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function requireOwn(path: string, found: Stats, looking: Looking): void {
  const { trust } = looking;
  if (isShared(path, trust)) return;
  if (found.uid !== trust.uid && found.uid !== 0) refuse(path, found, looking);
  if (isOpen(path, found, trust)) refuse(path, found, looking);
}

function requireParent(path: string, found: Stats, looking: Looking): void {
  if (isShared(path, looking.trust)) return;
  requireOwner(path, found, looking);
  if (!(found.mode & 0o1000) && isOpen(path, found, looking.trust)) refuse(path, found, looking);
}

function requireOwner(path: string, found: Stats, looking: Looking): void {
  const { uid, owners } = looking.trust;
  if (found.uid !== uid && found.uid !== 0 && !owners.some((name) => idOf(name) === found.uid))
    refuse(path, found, looking);
}

/**
 * Whether other users can write. If each user has a private group and the umask is 002, their files are writable by that
 * group, which has no other member; Debian's sshd accepts that too (its patch `user-group-modes`).
 */
function isOpen(path: string, found: Stats, trust: DirectoryTrust): boolean {
  const { mode, uid, gid } = found;
  if ((mode & 0o022) === 0) return false;
  return (mode & 0o002) !== 0 || uid !== trust.uid || !isPrivateGroup(gid, trust.uid) || hasAcl(path, found);
}

const privateGroups = new Map<string, boolean>();

/** Whether the group has the user's name and no other member. */
function isPrivateGroup(gid: number, uid: number): boolean {
  const key = `${gid} ${uid}`;
  const known = privateGroups.get(key);
  if (known !== undefined) return known;
  const [user, , , primary] = entryOf('passwd', String(uid)) ?? [];
  const [group, , , members = ''] = entryOf('group', String(gid)) ?? [];
  const others = members.split(',').filter((member) => member !== '' && member !== user);
  const found = user !== undefined && group === user && primary === String(gid) && others.length === 0;
  privateGroups.set(key, found);
  return found;
}

const acls = new Map<string, { changed: number; found: boolean }>();

/**
 * Whether there is an ACL, which could let others write: `ls` marks it with a plus sign. Setting one changes the ctime, so
 * that `ls` need not run for each request.
 */
function hasAcl(path: string, { ctimeMs: changed }: Stats): boolean {
  const known = acls.get(path);
  if (known?.changed === changed) return known.found;
  const words = ['-ld', '--', path];
  const found = /^\S+\+/.test(
    execFileSync('ls', words, { encoding: 'utf8', timeout: PATIENCE, stdio: 'pipe' }),
  );
  acls.set(path, { changed, found });
  return found;
}

function isShared(path: string, { shared }: DirectoryTrust): boolean {
  return shared.some((directory) => path === directory || path.startsWith(`${directory}/`));
}

function refuse(path: string, { uid, mode }: Stats, { asked, trust }: Looking): never {
  throw new UserError('directory-not-private', {
    ...{ path, directory: asked, owner: nameOf(uid), mode: (mode & 0o7777).toString(8).padStart(4, '0') },
    owned_by_other: uid !== trust.uid && uid !== 0,
  });
}

const known = new Map<string, number | undefined>();

function idOf(name: string): number | undefined {
  if (!known.has(name)) known.set(name, Number(entryOf('passwd', name)?.[2] ?? Number.NaN));
  return known.get(name);
}

function nameOf(uid: number): string {
  return entryOf('passwd', String(uid))?.[0] ?? String(uid);
}

/** An entry of the user or group database, from any of its sources, such as LDAP. */
function entryOf(database: 'passwd' | 'group', name: string): string[] | undefined {
  try {
    const words = [database, '--', name];
    return execFileSync('getent', words, { encoding: 'utf8', timeout: PATIENCE, stdio: 'pipe' })
      .trim()
      .split(':');
  } catch {
    return undefined;
  }
}
