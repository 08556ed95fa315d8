/** Whether a URL answers, through the proxy and with the certificates that the tools of a build use. */
import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Socket } from 'node:net';
import { connect as connectSecurely, type SecureContext } from 'node:tls';
import { limitTime } from '../base/time-limit.js';
import { proxyFor } from './proxy.js';

export interface Way {
  /** Its proxy variables are used. */
  environment: Readonly<Record<string, string | undefined>>;
  /** With the trusted certificates; by default, those of Node.js. It is made once, since it takes long to fill. */
  secureContext?: SecureContext;
  milliseconds: number;
}

/** Returns the HTTP status. @throws Error with a code such as `ECONNREFUSED` or `ETIMEDOUT`. */
export async function reach(address: string, way: Way): Promise<number> {
  const url = new URL(address);
  const given = new AbortController();
  const lift = limitTime(way.milliseconds, () => given.abort());
  try {
    const response = await answerTo(await ask(url, way, given.signal));
    response.resume();
    return response.statusCode ?? 0;
  } catch (error) {
    if (given.signal.aborted) throw Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' });
    throw error;
  } finally {
    lift();
  }
}

async function ask(url: URL, way: Way, signal: AbortSignal): Promise<ClientRequest> {
  const proxy = proxyFor(url, way.environment);
  const options = { method: 'HEAD', signal, agent: false, headers: { host: url.host } } as const;
  const trust = way.secureContext ? { secureContext: way.secureContext } : {};
  if (!proxy) return send(url, { ...options, ...trust });
  if (url.protocol === 'http:') {
    const headers = { ...options.headers, ...login(proxy) };
    return send(proxy, { ...options, ...trust, path: url.href, headers });
  }
  const socket = await tunnel(url, proxy, { signal, ...trust });
  const createConnection = () => connectSecurely({ socket, servername: url.hostname, ...trust });
  return secureRequest(url, { ...options, createConnection }).end();
}

function send(url: URL, options: Parameters<typeof secureRequest>[1]): ClientRequest {
  return (url.protocol === 'https:' ? secureRequest : plainRequest)(url, options).end();
}

async function answerTo(sent: ClientRequest): Promise<IncomingMessage> {
  const [response] = await once(sent, 'response');
  return response;
}

/** Connects to the URL's host through the proxy's CONNECT (RFC 9110, 9.3.6). */
async function tunnel(
  url: URL,
  proxy: URL,
  options: { signal: AbortSignal; secureContext?: SecureContext },
): Promise<Socket> {
  const path = `${url.hostname}:${url.port || 443}`;
  const headers = { host: path, ...login(proxy) };
  const sent = send(proxy, { ...options, method: 'CONNECT', path, headers, agent: false });
  const [response, socket] = await once(sent, 'connect');
  if (response.statusCode === 200) return socket;
  socket.destroy();
  const code = response.statusCode === 407 ? 'PROXY_LOGIN' : 'PROXY_REFUSED';
  throw Object.assign(new Error(`the proxy answered ${response.statusCode}`), { code });
}

function login({ username, password }: URL): Record<string, string> {
  if (!username) return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}
