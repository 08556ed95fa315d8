import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UserError } from '../../src/base/errors.js';
import { type DirectoryTrust, requirePrivate } from '../../src/site/private-directories.js';

const uid = process.getuid?.() ?? 0;
const strict: DirectoryTrust = { uid, owners: [], shared: [] };
/** Only root can change the owner of a directory. */
const asRoot = it.skipIf(uid !== 0);
const OTHER = 65534;

/** A temporary directory with `a/b` in it. */
function makeTree(): { top: string; parent: string; own: string } {
  const top = mkdtempSync(join(tmpdir(), 'create-kernel-private-'));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  const own = join(top, 'a', 'b');
  mkdirSync(own, { recursive: true });
  for (const each of [join(top, 'a'), own]) chmodSync(each, 0o755);
  return { top, parent: join(top, 'a'), own };
}

function faultOf(directory: string, trust: Partial<DirectoryTrust> = {}): object | undefined {
  try {
    requirePrivate([directory], { ...strict, ...trust });
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return { ...Object(error.facts) };
    throw error;
  }
}

describe('a directory of the app', () => {
  it.each([0o700, 0o755, 0o750])('may have the mode %o', (mode) => {
    const { own } = makeTree();
    chmodSync(own, mode);
    expect(faultOf(own)).toBeUndefined();
  });

  it.each([
    [0o777, '0777'],
    [0o773, '0773'],
    [0o1777, '1777'],
    [0o702, '0702'],
  ])('may not be writable for other users: %o', (mode, shown) => {
    const { own } = makeTree();
    chmodSync(own, mode);
    expect(faultOf(own)).toMatchObject({ path: own, directory: own, mode: shown, owned_by_other: false });
  });

  asRoot('may be writable for a group that has its owner’s name and no other member', () => {
    const { parent, own } = makeTree();
    for (const each of [parent, own]) chmodSync(each, 0o775);
    expect(faultOf(own)).toBeUndefined();
    // `staff` is a group with several users.
    chownSync(parent, uid, 50);
    expect(faultOf(own)).toMatchObject({ path: parent, mode: '0775' });
  });

  it('may be missing if no other user can make it', () => {
    const { parent, own } = makeTree();
    expect(faultOf(join(own, 'c', 'd'))).toBeUndefined();
    chmodSync(parent, 0o777);
    expect(faultOf(join(own, 'c', 'd'))).toMatchObject({ path: parent });
  });

  asRoot('may not belong to another user', () => {
    const { own } = makeTree();
    chownSync(own, OTHER, OTHER);
    expect(faultOf(own)).toMatchObject({ path: own, owner: 'nobody', owned_by_other: true });
    expect(faultOf(own, { owners: ['nobody'] })).toMatchObject({ path: own });
  });

  it('is accepted if the site shares it on purpose', () => {
    const { parent, own } = makeTree();
    chmodSync(own, 0o2777);
    expect(faultOf(own, { shared: [own] })).toBeUndefined();
    expect(faultOf(own, { shared: [parent] })).toBeUndefined();
    expect(faultOf(own, { shared: [`${parent}/`.slice(0, -2)] })).toMatchObject({ path: own });
  });
});

describe('a directory above it', () => {
  it('may not be writable for other users, unless it is sticky', () => {
    const { parent, own } = makeTree();
    chmodSync(parent, 0o777);
    expect(faultOf(own)).toMatchObject({ path: parent, directory: own, mode: '0777' });
    chmodSync(parent, 0o1777);
    expect(faultOf(own)).toBeUndefined();
  });

  asRoot('belongs to the user, to root, or to an owner that the site names', () => {
    const { parent, own } = makeTree();
    chownSync(parent, OTHER, OTHER);
    expect(faultOf(own)).toMatchObject({ path: parent, owner: 'nobody' });
    expect(faultOf(own, { owners: ['nobody'] })).toBeUndefined();
  });

  it('is also checked at the target of a link', () => {
    const { top, parent, own } = makeTree();
    symlinkSync(own, join(top, 'link'));
    expect(faultOf(join(top, 'link'))).toBeUndefined();
    chmodSync(parent, 0o777);
    expect(faultOf(join(top, 'link'))).toMatchObject({ path: parent });
  });

  it('may be a link to itself', () => {
    const { top } = makeTree();
    symlinkSync(join(top, 'one'), join(top, 'two'));
    symlinkSync(join(top, 'two'), join(top, 'one'));
    expect(faultOf(join(top, 'one', 'x'))).toBeUndefined();
  });
});

describe('what the site reads', () => {
  asRoot('is refused where another user made the directory first', () => {
    const { own } = makeTree();
    chownSync(own, OTHER, OTHER);
    chmodSync(own, 0o777);
    const { message, hint } = new UserError('directory-not-private', {
      ...{ path: own, directory: own, owner: 'nobody', mode: '0777', owned_by_other: true },
    });
    expect(() => requirePrivate([own], strict)).toThrow(message);
    expect(hint).toContain('`directory_owners`');
  });
});
