/** Fetches a file or an archive from a host that the site names. Nothing is written to disk. */
import { UserError } from '../base/errors.js';
import { runCurl } from '../catalogue/curl.js';
import { note } from '../reading/finding.js';
import type { GivenFile } from '../recipe/formats/files/decode.js';
import type { EquippableSite } from '../site/site.js';
import { checkedAddress, fileAddress, nameOfAddress, shownAddress } from './address.js';
import { filesOfRepository, hasGit, type Repository, repositoryIn } from './git/repository.js';
import { filesIn } from './unpack.js';
import { isZip } from './zip.js';

const SECONDS = 30;
const REDIRECTIONS_MOST = 5;
// The settings of the user's curl could follow redirections by themselves.
const OPTIONS = ['--disable', '--fail', '--compressed', '--proto', '=https'];

export type FetchingSite = Pick<EquippableSite, 'config' | 'equip'>;

/** The files at a URL. @throws UserError if the site does not allow it, or it cannot be fetched or read. */
export async function filesAtAddress(given: string, site: FetchingSite): Promise<GivenFile[]> {
  const { hosts } = site.config.intake;
  const page = checkedAddress(given, hosts);
  const repository = repositoryIn(page);
  if (repository) {
    const cloned = await filesByGit(repository, site);
    if (cloned) return withOrigin(cloned, given);
  }
  let url = fileAddress(page);
  for (let count = 0; count <= REDIRECTIONS_MOST; count += 1) {
    const { bytes, redirect } = await fetchOnce(url, site);
    if (bytes) return withOrigin(await filesIn({ name: nameFor(bytes, page, url), bytes }), given);
    url = checkedAddress(redirect, hosts);
  }
  return unavailable(url, 'it leads from one URL to the next without an end');
}

/** Undefined if this host or this site has no git: then the archive of the repository is read. */
async function filesByGit(repository: Repository, site: FetchingSite): Promise<GivenFile[] | undefined> {
  const { git, megabytes, hosts } = site.config.intake;
  const { environment } = await site.equip();
  if (!git || !(await hasGit(environment))) return undefined;
  return filesOfRepository(repository, { environment, most: megabytes * 1e6, hosts });
}

async function fetchOnce(
  url: URL,
  site: FetchingSite,
): Promise<{ bytes: Buffer; redirect?: never } | { bytes?: never; redirect: string }> {
  const pieces: Buffer[] = [];
  const most = Math.round(site.config.intake.megabytes * 1e6);
  const call = { options: OPTIONS, address: url.href, seconds: SECONDS, most };
  const { exit, redirect, why } = await runCurl(call, await site.equip(), (piece) => {
    pieces.push(piece);
  });
  if (exit !== 0) return unavailable(url, why);
  return redirect ? { redirect } : { bytes: Buffer.concat(pieces) };
}

/** An archive gets the name of the page, which is that of the repository. */
function nameFor(bytes: Uint8Array, page: URL, url: URL): string {
  return isZip(bytes) ? `${nameOfAddress(page).replace(/\.(?:zip|git)$/i, '')}.zip` : nameOfAddress(url);
}

function withOrigin([first, ...rest]: GivenFile[], given: string): GivenFile[] {
  if (!first) return [];
  const name = first.about ? 'The folder' : `\`${first.name}\``;
  const origin = note(`${name} was read from \`${shownAddress(given)}\``);
  return [{ ...first, about: [origin, ...(first.about ?? [])] }, ...rest];
}

function unavailable(url: URL, why: string): never {
  throw new UserError('address-unavailable', { given: shownAddress(url.href), why });
}
