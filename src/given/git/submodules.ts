/** The submodules of a git repository, where a person asks for them: each at the commit that the repository names. */
import { join } from 'node:path';
import { userErrorsOf } from '../../base/errors.js';
import { checkedAddress } from '../address.js';
import type { Entry, Listing } from '../listing.js';
import type { LeftOut } from '../project-files.js';
import { Git, type Limits, type Submodule } from './git.js';

const SUBMODULES_MOST = 10;

interface Parent {
  git: Git;
  url: URL;
  listing: Listing;
  submodules: readonly Submodule[];
}

/** The repository's files with those of its submodules. What cannot be read is left out with its reason. */
export async function withSubmodules(
  { git, url, listing, submodules }: Parent,
  directory: string,
  { hosts, ...limits }: Limits & { hosts: readonly string[] },
): Promise<Listing> {
  if (submodules.length === 0) return listing;
  const addresses = await git.submoduleAddresses();
  const entries: Entry[] = [...listing.entries];
  const refused: LeftOut[] = [...listing.refused];
  for (const [index, { path, commit }] of submodules.entries()) {
    if (index >= SUBMODULES_MOST) {
      refused.push({ path, reason: `it is a submodule after the first ${SUBMODULES_MOST}` });
      continue;
    }
    try {
      const address = checkedAddress(absolute(addresses.get(path) ?? '', url), hosts);
      const own = new Git({ url: address, commit }, join(directory, `submodule-${index}.git`), limits);
      await own.get();
      const found = await own.list();
      const below = <Item extends { path: string }>(item: Item) => ({
        ...item,
        path: `${path}/${item.path}`,
      });
      entries.push(...found.listing.entries.map(below));
      refused.push(...found.listing.refused.map(below));
      refused.push(
        ...found.submodules.map((each) => ({ ...below(each), reason: 'it is a submodule of one' })),
      );
    } catch (error) {
      const [known] = userErrorsOf(error);
      if (!known) throw error;
      refused.push({ path, reason: `it is a submodule that cannot be read: ${known.message}` });
    }
  }
  return { ...listing, entries, refused };
}

/** A relative address begins at that of the repository, as if this were a directory: gitmodules(5). */
function absolute(address: string, { href }: URL): string {
  return /^\.\.?\//.test(address) ? new URL(address, `${href}/`).href : address;
}
