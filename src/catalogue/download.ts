/** Downloads a page of an index or a channel piece by piece, with the proxies, certificates and logins of a build. */
import { StringDecoder } from 'node:string_decoder';
import type { EquippedSite } from '../site/site.js';
import { quoted, runCurl } from './curl.js';

export interface WantedPage {
  address: string;
  /** The media types that the server may answer with, best first. */
  accept?: string;
  seconds: number;
  /** In bytes. A larger page counts as not available. */
  most: number;
  signal?: AbortSignal;
}

/** `missing`: the server says that the page does not exist. `unavailable`: it cannot be fetched here; `why` is the reason. */
export type DownloadOutcome =
  | { kind: 'complete' }
  | { kind: 'missing' }
  | { kind: 'unavailable'; why: string };

const OPTIONS = ['--location', '--compressed', '--fail', '--proto-redir', '=http,https'];
// https://curl.se/libcurl/c/libcurl-errors.html
const NO_FILE = 37;

/** Passes the page to `onPiece` as it arrives. Never throws because of the server. */
export async function download(
  { address, accept = '*/*', seconds, most, signal }: WantedPage,
  site: Pick<EquippedSite, 'tools' | 'environment'>,
  onPiece: (text: string) => void | Promise<void>,
): Promise<DownloadOutcome> {
  const { NETRC: netrc } = site.environment;
  const logins = netrc ? `netrc-file = ${quoted(netrc)}` : 'netrc-optional';
  const configuration = [`header = ${quoted(`Accept: ${accept}`)}`, logins];
  const decoder = new StringDecoder('utf8');
  const { exit, status, why } = await runCurl(
    { options: OPTIONS, address, configuration, seconds, most, signal },
    site,
    (piece) => onPiece(decoder.write(piece)),
  );
  if (exit === 0) return { kind: 'complete' };
  return status === 404 || status === 410 || exit === NO_FILE
    ? { kind: 'missing' }
    : { kind: 'unavailable', why };
}
