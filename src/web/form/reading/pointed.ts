/** What the text of a form points at: a URL, or the path of a folder or a file on this host. Kept in memory, since a page asks often while a person types. */
import { UserError, userErrorsOf } from '../../../base/errors.js';
import type { SentFile } from '../../../form/sent-files.js';
import { addressIn } from '../../../given/address.js';
import { isPath, listDirectory, missing, readNamedFile } from '../../../given/directory.js';
import { type FetchingSite, filesAtAddress } from '../../../given/fetch.js';
import { filesOfFolder } from '../../../given/folder-files.js';
import { filesIn } from '../../../given/unpack.js';
import type { GivenFile } from '../../../recipe/formats/files/decode.js';
import { lookAt } from '../../../site/directories/look.js';
import type { Site } from '../../../site/site.js';

interface KeptText {
  since: number;
  files: Promise<GivenFile[]>;
}

// Milliseconds. What is built is then what the page has shown.
const FRESH = 300_000;
const MOST = 5;

export class Pointed {
  private readonly kept = new Map<string, KeptText>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Undefined if the text is neither a URL nor a path. Mistakes are problems of the field. */
  async filesAt(
    text: string,
    site: FetchingSite & Pick<Site, 'account' | 'config'>,
  ): Promise<{ address: string; files: SentFile[] } | undefined> {
    const given = text.trim();
    const address = addressIn(given);
    if (address !== undefined)
      return { address, files: await filesOrProblem(given, 'packages', () => this.fetched(address, site)) };
    const place = await placeIn(given, site.account.home);
    if (place === undefined) return undefined;
    if (place === 'missing')
      return { address: given, files: await filesOrProblem(given, 'packages', async () => missing(given)) };
    const megabytes = site.config.limits.upload_megabytes;
    const read = async () =>
      place.isFolder
        ? filesOfFolder(await listDirectory(place.path))
        : filesIn(await readNamedFile(place.path, { megabytes }));
    return { address: given, files: await filesOrProblem(given, 'packages', read) };
  }

  private fetched(address: string, site: FetchingSite): Promise<GivenFile[]> {
    const known = this.kept.get(address);
    if (known && this.now() - known.since < FRESH) return known.files;
    const files = filesAtAddress(address, site);
    this.kept.delete(address);
    this.kept.set(address, { since: this.now(), files });
    // A failure may be over at the next question.
    files.catch(() => this.kept.delete(address));
    for (const oldest of [...this.kept.keys()].slice(0, -MOST)) this.kept.delete(oldest);
    return files;
  }
}

/** The files, or the given one with the reason why there are none. */
export async function filesOrProblem(
  name: string,
  field: string,
  read: () => Promise<GivenFile[]>,
): Promise<SentFile[]> {
  try {
    return await read();
  } catch (error) {
    const [problem] = userErrorsOf(error);
    if (!problem) throw error;
    const { code, facts, line } = problem;
    return [{ name, bytes: new Uint8Array(), problem: new UserError(code, facts, field, line) }];
  }
}

interface Place {
  path: string;
  isFolder: boolean;
}

/** The folder or the file of this host that a text names. One that does not answer is none. */
async function placeIn(text: string, home: string): Promise<Place | 'missing' | undefined> {
  if (!/^(?:\/|~\/).{1,1000}$/.test(text)) return undefined;
  const path = text.replace(/^~(?=\/)/, home).replace(/(.)\/+$/, '$1');
  const look = await lookAt(path);
  if (look === 'silent') return undefined;
  if (look.path === path) return { path, isFolder: look.is_directory };
  return isPath(text) ? 'missing' : undefined;
}
