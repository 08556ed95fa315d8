/** A package index and a conda channel with one large package, which come slowly. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll } from 'vitest';
import { PYTHON } from '../../support/python.js';

const PROGRAM = fileURLToPath(new URL('heavy.py', import.meta.url));
const LARGE = ['.whl', '.bz2'];
const PIECES_PER_SECOND = 20;

export interface SlowServer {
  /** Of `simple`, the index, and `channel`. */
  address: string;
  /** The bytes of the large package that had been sent at a time, by the clock of this host. */
  sentAt(time: number): number;
  forget(): void;
}

/** Serves the package `heavy` of this many bytes until the file's tests have ended. */
export async function serveSlowly(bytes: number, bytes_per_second: number): Promise<SlowServer> {
  const directory = mkdtempSync(join(tmpdir(), 'create-kernel-slow-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  await execa(PYTHON, ['-I', PROGRAM, directory, String(bytes)]);
  let sent: { time: number; bytes: number }[] = [];
  const piece = Math.ceil(bytes_per_second / PIECES_PER_SECOND);
  const server = createServer(async ({ url = '', method }, response) => {
    const content = contentOf(join(directory, url.endsWith('/') ? `${url}index.html` : url));
    if (!content) return void response.writeHead(404).end();
    const type = url.endsWith('/') ? 'text/html' : 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-length': content.length });
    if (method === 'HEAD' || !LARGE.includes(extname(url))) return void response.end(content);
    for (let at = 0; at < content.length && !response.destroyed; at += piece) {
      const part = content.subarray(at, at + piece);
      response.write(part);
      sent.push({ time: Date.now(), bytes: part.length });
      await setTimeout(1000 / PIECES_PER_SECOND);
    }
    response.end();
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sentAt: (time) => sent.reduce((sum, each) => (each.time <= time ? sum + each.bytes : sum), 0),
    forget: () => {
      sent = [];
    },
  };
}

function contentOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
