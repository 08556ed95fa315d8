/**
 * Whether nobody else can change what this user's builds read and run, as sshd's StrictModes looks at a home directory:
 * https://man.openbsd.org/sshd_config#StrictModes. A POSIX ACL that lets somebody else write shows in the group's bits of
 * the mode (acl(5): they are the ACL's mask), and so is refused too; an ACL of NFSv4 does not show there.
 */
import { execFileSync } from 'node:child_process';
import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../base/errors.js';

/** Who may own and write directories besides the user and root. */
export interface Trust {
  uid: number;
  /** Users who may own directories above ours. */
  owners: readonly string[];
  /** Directories that others may write on purpose, with everything in them. */
  shared: readonly string[];
}

const MOST_LINKS = 40;

/**
 * Looks at each directory, which has to be the user's and writable for nobody else, and at those above it, which have to
 * belong to the user, root or a trusted owner; among these, one that others may write has to be sticky.
 * @throws UserError `directory-not-private` for the first one that is not.
 */
export function requirePrivate(directories: readonly string[], trust: Trust): void {
  const seen = new Set<string>();
  for (const directory of directories)
    look(resolve(directory), '', { trust, seen, links: 0, asked: directory });
}

/** The same for a directory alone, by a process that knows no settings. @throws UserError `directory-not-private`. */
export function requireOwnDirectory(path: string, uid = process.getuid?.() ?? 0): void {
  const found = statOf(path);
  const trust = { uid, owners: [], shared: [] };
  if (found) requireOwn(path, found, { trust, seen: new Set(), links: 0, asked: path });
}

interface Looking {
  trust: Trust;
  /** Directories that were found good as parents. */
  seen: Set<string>;
  links: number;
  asked: string;
}

/** Goes down from the root; `below` is the rest of the path after a link. */
function look(path: string, below: string, looking: Looking): void {
  const whole = join(path, below);
  const names = whole.split('/').filter((name) => name !== '');
  let at = '/';
  for (let index = -1; index < names.length; index++) {
    at = index < 0 ? '/' : join(at, names[index] ?? '');
    const last = index === names.length - 1;
    if (!last && looking.seen.has(at)) continue;
    const found = statOf(at);
    // What is not there yet is made by us.
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

/** Nothing where it is not there, or cannot be looked at: that is found out by whoever uses it. */
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
 * Whether other users may write. Where each user has a group of their own and umask is 002, what they make is writable
 * for that group, which nobody else is in: Debian's sshd accepts that too (its patch `user-group-modes`).
 */
function isOpen(path: string, { mode, uid, gid }: Stats, trust: Trust): boolean {
  if ((mode & 0o022) === 0) return false;
  return (mode & 0o002) !== 0 || uid !== trust.uid || !isPrivateGroup(gid, trust.uid) || hasAcl(path);
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

/** An ACL, which may let others write, hides behind the group's bits; `ls` marks it with a plus sign. */
function hasAcl(path: string): boolean {
  const words = ['-ld', '--', path];
  return /^\S+\+/.test(execFileSync('ls', words, { encoding: 'utf8', timeout: 2000, stdio: 'pipe' }));
}

function isShared(path: string, { shared }: Trust): boolean {
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

/** Of the database of users or of groups, whatever it is kept in. */
function entryOf(database: 'passwd' | 'group', name: string): string[] | undefined {
  try {
    const words = [database, '--', name];
    return execFileSync('getent', words, { encoding: 'utf8', timeout: 2000, stdio: 'pipe' })
      .trim()
      .split(':');
  } catch {
    return undefined;
  }
}
