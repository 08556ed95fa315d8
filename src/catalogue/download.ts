/** Downloads a page of an index or a channel piece by piece, with the proxies, certificates and logins of a build. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { EquippedSite } from '../site/site.js';

export interface Wanted {
  address: string;
  /** The media types that the server may answer with, best first. */
  accept?: string;
  seconds: number;
  /** In bytes. A larger page counts as not available. */
  most: number;
  signal?: AbortSignal;
}

/** `missing`: the server says that the page does not exist. `unavailable`: it cannot be had here; `why` is the reason. */
export type Outcome = { kind: 'complete' } | { kind: 'missing' } | { kind: 'unavailable'; why: string };

// https://curl.se/libcurl/c/libcurl-errors.html
const REASONS: Readonly<Record<number, string>> = {
  5: 'the proxy’s host name cannot be resolved',
  6: 'the host name cannot be resolved',
  7: 'the connection was refused',
  28: 'there was no answer in time',
  35: 'the encrypted connection failed',
  56: 'the connection was lost',
  60: 'the certificate is not trusted',
  63: 'the page is too large',
};
const NO_FILE = 37;

/** Passes the page to `onPiece` as it arrives. Never throws because of the server. */
export async function download(
  { address, accept = '*/*', seconds, most, signal }: Wanted,
  { tools, environment }: Pick<EquippedSite, 'tools' | 'environment'>,
  onPiece: (text: string) => void | Promise<void>,
): Promise<Outcome> {
  const { curl } = tools.programs;
  if (!curl) return { kind: 'unavailable', why: 'this host has no curl' };
  if (signal?.aborted) return { kind: 'unavailable', why: 'it is no longer needed' };
  const options = ['--silent', '--location', '--compressed', '--fail', '--proto-redir', '=http,https'];
  const limits = ['--max-time', `${seconds}`, '--max-filesize', `${most}`];
  const words = [...options, ...limits, '--write-out', '%{stderr}%{http_code}', '--config', '-'];
  const child = spawn(curl.path, words, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
  const stop = () => child.kill();
  signal?.addEventListener('abort', stop);
  const ended = once(child, 'close').catch(() => [null]);
  // A login in the address is not shown to other users, as an argument would be.
  child.stdin.on('error', () => {}).end(configuration(address, accept, environment.NETRC));
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-200);
  });
  let length = 0;
  for await (const piece of child.stdout.setEncoding('utf8')) {
    length += piece.length;
    // A compressed page has no known size.
    if (length > most) stop();
    else await onPiece(piece);
  }
  const [exit] = await ended;
  signal?.removeEventListener('abort', stop);
  if (length > most) return { kind: 'unavailable', why: REASONS[63] ?? '' };
  return outcomeOf(exit, said);
}

function configuration(address: string, accept: string, netrc: string | undefined): string {
  const value = (text: string) => `"${text.replace(/[\\"]/g, '\\$&')}"`;
  const logins = netrc ? `netrc-file = ${value(netrc)}` : 'netrc-optional';
  return `url = ${value(address)}\nheader = ${value(`Accept: ${accept}`)}\n${logins}\n`;
}

function outcomeOf(exit: number | null, said: string): Outcome {
  if (exit === 0) return { kind: 'complete' };
  const status = Number(/(\d{3})$/.exec(said)?.[1] ?? 0);
  if (status === 404 || status === 410 || exit === NO_FILE) return { kind: 'missing' };
  if (status === 407) return { kind: 'unavailable', why: 'the proxy requires a login' };
  if (status >= 400) return { kind: 'unavailable', why: `the server answered with HTTP ${status}` };
  return { kind: 'unavailable', why: REASONS[exit ?? -1] ?? 'it cannot be reached' };
}
