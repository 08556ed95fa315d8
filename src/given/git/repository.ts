/** Reads a git repository by its URL. The clone is in a temporary directory, which is deleted. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../base/process.js';
import type { GivenFile } from '../../recipe/formats/files/decode.js';
import { filesOfFolder } from '../folder-files.js';
import type { Listing } from '../listing.js';
import { Git, type Limits, type Submodule } from './git.js';
import { withSubmodules } from './submodules.js';

export interface Repository {
  url: URL;
  /** A branch or a tag; absent for the default branch. */
  ref?: string;
  /** Its submodules were asked for. */
  submodules?: true;
}

const SUBMODULES = '?submodules';

/** A URL that ends with `.git`, or with `.git@` and a branch or a tag; `?submodules` may follow. */
export function repositoryIn(url: URL): Repository | undefined {
  const [, path, ref] = /^(.+\.git)\/?(?:@([\w][\w./-]{0,200}))?$/.exec(url.pathname) ?? [];
  const submodules = url.search === SUBMODULES;
  if (path === undefined || (url.search !== '' && !submodules) || url.hash !== '') return undefined;
  return { url: new URL(path, url), ...(ref !== undefined && { ref }), ...(submodules && { submodules }) };
}

export async function hasGit(environment: Record<string, string>): Promise<boolean> {
  return (await run(['git', '--version'], { environment, seconds: 5 })).exit === 0;
}

/**
 * The files of its newest commit. `hosts` are those that submodules may be on.
 * @throws UserError `address-unavailable`; those of filesOfFolder.
 */
export async function filesOfRepository(
  { submodules: asked, ...revision }: Repository,
  limits: Limits & { hosts: readonly string[] },
): Promise<GivenFile[]> {
  const directory = await mkdtemp(join(tmpdir(), 'create-kernel-clone-'));
  try {
    const git = new Git(revision, join(directory, 'clone.git'), limits);
    await git.get();
    const { listing, submodules } = await git.list();
    const whole = asked
      ? await withSubmodules({ git, url: revision.url, listing, submodules }, directory, limits)
      : without(submodules, listing);
    return await filesOfFolder(whole);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function without(submodules: readonly Submodule[], listing: Listing): Listing {
  const reason = `it is a submodule, which is fetched if the URL ends with \`${SUBMODULES}\``;
  return { ...listing, refused: [...listing.refused, ...submodules.map(({ path }) => ({ path, reason }))] };
}
