/** Damaged or changed downloads, and terms that must be accepted before a download. */
import { always, type CauseRow } from '../cause-row.js';

export const downloadCauses: readonly CauseRow[] = [
  {
    id: 'hash-mismatch',
    pattern:
      /DO NOT MATCH THE HASHES[^\n]*\n\s+(\S+)|Hash mismatch for `(\S+?)`|hash mismatch when extracting (\S{1,2000})|ChecksumMismatchError|computed checksums? did NOT match|SHA256 (?:sum )?mismatch/i,
    example: 'Hash mismatch for `six==1.17.0`',
    say: ([, pip, uv, url]) => ({
      message: `${quoted(pip ?? uv ?? url?.replace(/^.*\//, '').replace(/:$/, ''))} does not have the expected hash`,
      hint: 'Build again; if the error remains, the index or a cache serves another file: report it to the site’s administrator',
    }),
  },
  {
    id: 'damaged-download',
    pattern:
      /BadZipFile|file is not a zip|Encountered an unexpected header|InvalidArchiveError|CorruptedPackage|SafetyError|appears to be corrupted|zipfile\.error/i,
    example: 'zipfile.BadZipFile: File is not a zip file',
    say: () => ({
      message: 'A downloaded package or its copy in the cache is damaged',
      hint: 'Build again; if the error remains, remove the package caches on the page *Disk*, or with `create-kernel disk --clean caches`',
    }),
  },
  {
    id: 'terms-not-accepted',
    pattern: /Terms of Service have not been accepted[^\n]*((?:\n\s+\S+ \S+:\/\/\S+)*)/i,
    example:
      'CondaToSNonInteractiveError: Terms of Service have not been accepted for the following channels.',
    say: ([, list = '']) => ({
      message: `The terms of service of these channels are not accepted: ${urls(list)}`,
      hint: 'Use `conda-forge` instead, or read the terms and accept them yourself with `conda tos accept`',
    }),
  },
  {
    id: 'licence-not-accepted',
    pattern:
      /IBM_POWERAI_LICENSE_ACCEPT|powerai-license.*post-link|post-link.*powerai-license|license agreement, or, Enter|license is not accepted/i,
    example: 'LinkError: post-link script failed for package ibm-ai::powerai-license-1.7.0',
    say: always(
      'IBM’s licence for PowerAI is not accepted',
      'Read it, and accept it with the line `IBM_POWERAI_LICENSE_ACCEPT=yes` under the variables for the installation',
    ),
  },
];

function urls(list: string): string {
  const found = list.match(/\w+:\/\/\S+/g) ?? [];
  return found.length > 0 ? found.map((url) => `\`${url}\``).join(', ') : 'see the log';
}

function quoted(name: string | undefined): string {
  return name ? `\`${name}\`` : 'A download';
}
