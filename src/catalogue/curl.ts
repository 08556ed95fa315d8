/** Runs curl with the proxies, certificates and logins of a build, and passes on what it receives piece by piece. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { signalChild } from '../base/process-group.js';
import type { EquippedSite } from '../site/site.js';

export interface CurlCall {
  options: readonly string[];
  address: string;
  /** Lines of its configuration, which other users cannot see, as they can see arguments. */
  configuration?: readonly string[];
  seconds: number;
  /** In bytes. */
  most: number;
  signal?: AbortSignal | undefined;
}

export interface CurlEnd {
  /** The exit status; null if it was stopped. */
  exit: number | null;
  /** The HTTP status of the answer; 0 without one. */
  status: number;
  /** Where the answer leads to; empty if it is no redirection. */
  redirect: string;
  /** Why it could not be fetched, as a clause. */
  why: string;
}

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
const TOO_LARGE = 63;

/** Never throws because of the server. */
export async function runCurl(
  { options, address, configuration = [], seconds, most, signal }: CurlCall,
  { tools, environment }: Pick<EquippedSite, 'tools' | 'environment'>,
  onPiece: (bytes: Buffer) => void | Promise<void>,
): Promise<CurlEnd> {
  const { curl } = tools.programs;
  const none = { exit: null, status: 0, redirect: '' };
  if (!curl) return { ...none, why: 'this host has no curl' };
  if (signal?.aborted) return { ...none, why: 'it is no longer needed' };
  const limits = ['--max-time', `${seconds}`, '--max-filesize', `${most}`];
  const report = ['--write-out', '%{stderr}\n%{http_code} %{redirect_url}', '--config', '-'];
  const words = [...options, '--silent', '--globoff', ...limits, ...report];
  const child = spawn(curl.path, words, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
  const stop = () => signalChild(child);
  signal?.addEventListener('abort', stop);
  const ended = once(child, 'close').catch(() => [null]);
  child.stdin.on('error', () => {}).end([`url = ${quoted(address)}`, ...configuration, ''].join('\n'));
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  let length = 0;
  for await (const piece of child.stdout) {
    length += piece.length;
    // A compressed page has no known size.
    if (length > most) stop();
    else await onPiece(piece);
  }
  const [exit] = await ended;
  signal?.removeEventListener('abort', stop);
  const [, status = '0', redirect = ''] = /(\d{3}) (\S*)$/.exec(said) ?? [];
  const answer = { status: Number(status), redirect };
  if (length > most) return { ...answer, exit: null, why: REASONS[TOO_LARGE] ?? '' };
  return { ...answer, exit, why: curlFault(exit, answer.status) };
}

/** A value of curl's configuration. */
export function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

function curlFault(exit: number | null, status: number): string {
  if (status === 407) return 'the proxy requires a login';
  if (status >= 400) return `the server answered with HTTP ${status}`;
  return REASONS[exit ?? -1] ?? 'it cannot be reached';
}
