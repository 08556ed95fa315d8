/** The notebooks of kernels that run, as the user's Jupyter servers on this host say. */
import { statSync } from 'node:fs';
import { request } from 'node:http';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { namesInDirectory } from '../../base/files.js';
import { type StoredFormat, tryReadStored } from '../../base/stored.js';
import { parseJson } from '../../base/text/json.js';
import { limitTime } from '../../base/time-limit.js';
import { runtimeDirectory } from '../../site/paths.js';

/** What a server writes about itself to `jpserver-PID.json`. */
const serverFormat = {
  number: 0,
  schema: z.object({ pid: z.int(), port: z.int(), url: z.url(), token: z.string() }),
} satisfies StoredFormat;

type Server = z.output<typeof serverFormat.schema>;

/** https://jupyter-server.readthedocs.io/en/latest/developers/rest-api.html#get--api-sessions */
const sessionsSchema = z.array(z.object({ path: z.string(), kernel: z.object({ id: z.string() }) }));

// Some jobs leave the files of servers that were killed.
const MOST_SERVERS = 20;
const MOST_BYTES = 1_000_000;
const MILLISECONDS = 500;

/** The path of each notebook below its server's directory, by the id of its kernel. Servers that do not answer are left out. */
export async function notebooksOfKernels(jupyter_data: string): Promise<Map<string, string>> {
  const directory = runtimeDirectory(jupyter_data);
  const names = namesInDirectory(directory).filter((name) => /^jpserver-\d+\.json$/.test(name));
  const servers = names
    .map((name) => tryReadStored(join(directory, name), serverFormat, { most: MOST_BYTES }))
    .filter((server) => server !== undefined)
    .filter(isHere);
  const sessions = await Promise.all(
    servers.slice(0, MOST_SERVERS).map((server) => sessionsOf(server).catch(() => [])),
  );
  return new Map(sessions.flat().map(({ kernel, path }) => [kernel.id, path]));
}

/** A server of this user on this host, so that no one else gets its token. */
function isHere({ pid, url }: Server): boolean {
  const { protocol, hostname: name } = new URL(url);
  const local = ['localhost', '127.0.0.1', hostname()].includes(name);
  const owner = statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid;
  return protocol === 'http:' && local && owner === process.getuid?.();
}

/** @throws an error if it does not answer in time, or not with sessions. */
async function sessionsOf({ url, port, token }: Server): Promise<z.output<typeof sessionsSchema>> {
  const path = new URL('api/sessions', url.replace(/[^/]$/, '$&/')).pathname;
  const headers = { authorization: `token ${token}` };
  const text = await fetchText({ host: '127.0.0.1', port, path, headers });
  return sessionsSchema.parse(parseJson(text));
}

/** @throws an error without the request in it. */
function fetchText(options: { host: string; port: number; path: string; headers: object }): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ ...options, headers: { ...options.headers } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => {
        text += piece;
        if (text.length > MOST_BYTES) asked.destroy(new Error('too much'));
      });
      answer.on('error', reject);
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve(text) : reject(new Error(`status ${answer.statusCode}`)),
      );
    });
    asked.on('error', reject);
    asked.on(
      'close',
      limitTime(MILLISECONDS, () => asked.destroy(new Error('too late'))),
    );
    asked.end();
  });
}
