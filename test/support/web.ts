/** The app behind a real web server on a loopback port, and visitors with headers that the test chooses. */
import {
  createServer,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type RequestListener,
  request,
  type Server,
  type ServerOptions,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, onTestFinished } from 'vitest';
import { makeContext, type WebContext } from '../../src/web/context.js';
import { makeServer } from '../../src/web/server.js';
import type { Home } from './home.js';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  bytes: Buffer;
}

export interface Question {
  method?: string;
  /** Those that are undefined are not sent. */
  headers?: OutgoingHttpHeaders;
  body?: string | Uint8Array;
}

export interface Served {
  server: Server;
  port: number;
  origin: string;
  ask(path: string, question?: Question): Promise<Answer>;
}

export interface ServeOptions extends ServerOptions {
  /** Serves until all tests of the file have ended, not only the current one. */
  shared?: boolean;
}

export async function serve(
  handler: RequestListener,
  { shared, ...options }: ServeOptions = {},
): Promise<Served> {
  const server = createServer(options, handler);
  (shared ? afterAll : onTestFinished)(() => {
    server.close();
    server.closeAllConnections();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, ...servedOn((server.address() as AddressInfo).port) };
}

/** A server on a loopback port. */
export function servedOn(port: number): Omit<Served, 'server'> {
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    ask: (path, question) => ask(port, path, question),
  };
}

/** The whole app for the user of a home, with a short search path. */
export function serveHome(home: Home, options?: ServeOptions): Promise<Served> {
  return serve(makeServer(contextOf(home)), options);
}

export function contextOf({ environment }: Pick<Home, 'environment'>): WebContext {
  return makeContext({ ...environment, PATH: '/usr/bin:/bin' });
}

function ask(port: number, path: string, { method = 'GET', headers = {}, body }: Question = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const all = Object.entries({ ...length, ...headers }).filter(([, value]) => value !== undefined);
    // The other side may close a kept connection at any time.
    const sent = request({
      agent: false,
      host: '127.0.0.1',
      port,
      path,
      method,
      headers: Object.fromEntries(all),
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      buffer(response).then((bytes) => resolve({ status, headers, text: bytes.toString(), bytes }), reject);
    });
    sent.end(body);
  });
}

/** An encoded form: its content type and its bytes. */
export interface Form {
  type: string;
  body: string | Uint8Array;
}

/** One browser: it keeps cookies, sends its origin, and sends the token of its page. */
export class Visitor {
  private readonly cookies = new Map<string, string>();
  private token = '';

  constructor(
    private readonly served: Pick<Served, 'origin' | 'ask'>,
    readonly base = '',
  ) {}

  async get(path: string, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
    const answer = await this.served.ask(this.base + path, { headers: { ...this.headers(), ...headers } });
    return this.keep(answer);
  }

  /** Sends a form as a browser does; loads the page first if it has not yet. */
  async post(
    path: string,
    fields: Record<string, string | string[]> | Multipart,
    headers: OutgoingHttpHeaders = {},
  ): Promise<Answer> {
    if (!this.token) await this.get('/');
    const form = fields instanceof Multipart ? fields.with(this.token) : encode(fields, this.token);
    return this.send(path, form, headers);
  }

  /** Sends any bytes as if the app's form had made them. */
  async send(path: string, { type, body }: Form, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
    const all = { ...this.headers(), origin: this.served.origin, 'content-type': type, ...headers };
    return this.keep(await this.served.ask(this.base + path, { method: 'POST', headers: all, body }));
  }

  /** The headers that a script of the page sends. */
  get csrf(): string {
    return this.token;
  }

  private headers(): OutgoingHttpHeaders {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { ...(cookie && { cookie }) };
  }

  private keep(answer: Answer): Answer {
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
    this.token = /name="csrf_token" value="([^"]+)"/.exec(answer.text)?.[1] ?? this.token;
    return answer;
  }
}

function encode(fields: Record<string, string | string[]>, token: string): Form {
  const pairs = Object.entries({ csrf_token: token, ...fields }).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, each]),
  );
  return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(pairs).toString() };
}

export interface Part {
  name: string;
  value: string | Uint8Array;
  /** Makes the part a file. Names are sent unescaped. */
  filename?: string;
  type?: string;
}

/** A form with files, to the byte. */
export class Multipart {
  static readonly BOUNDARY = 'a-boundary';

  constructor(readonly parts: readonly Part[]) {}

  with(token: string): Form & { body: Buffer } {
    const parts = [{ name: 'csrf_token', value: token }, ...this.parts].map(renderPart);
    const body = Buffer.concat([...parts, Buffer.from(`--${Multipart.BOUNDARY}--\r\n`)]);
    return { type: `multipart/form-data; boundary=${Multipart.BOUNDARY}`, body };
  }
}

function renderPart({ name, value, filename, type }: Part): Buffer {
  const file = filename === undefined ? '' : `; filename="${filename}"`;
  const kind = type === undefined ? '' : `Content-Type: ${type}\r\n`;
  const head = `--${Multipart.BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n${kind}\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(value), Buffer.from('\r\n')]);
}
