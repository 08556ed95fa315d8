import { UserError } from '../../../../base/errors.js';
import type { GivenText } from '../../../../reading/given-text.js';
import { hereKey, isHere } from '../../environments/platform.js';
import { fileName } from '../../files/format.js';

/**
 * A package of conda in a lock: its URL and a hash.
 * @throws UserError if it is no URL of a package for this platform, or has no hash.
 */
export function condaUrl(given: GivenText, url: string, hash: string, line?: number): string {
  const fail = (reason: string): never => {
    throw new UserError('file-not-understood', { file: fileName(given), reason, ...(line && { line }) });
  };
  const [, subdir, file] = /^https?:\/\/\S+\/([\w-]+)\/([^/#\s]+)$/.exec(url) ?? [];
  if (subdir === undefined || file === undefined) return fail('it is not the URL of a conda package');
  if (!isHere(subdir)) return fail(`\`${file}\` is for ${subdir}, and this host is ${hereKey()}`);
  if (!/^(?:[0-9a-f]{32}|[0-9a-f]{64})$/.test(hash))
    return fail(`\`${file}\` has no hash; list the packages with \`conda list --explicit --md5\``);
  return `${url}#${hash}`;
}
