/** A package index and a conda channel with one large package, of which as much comes as a test lets through. */
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll } from 'vitest';
import { PYTHON } from '../../support/python.js';

const PROGRAM = fileURLToPath(new URL('heavy.py', import.meta.url));
const LARGE = ['.whl', '.bz2'];
const PIECE = 64_000;

export interface SlowServer {
  /** Of `simple`, the index, and `channel`. */
  address: string;
  /** The bytes of the large package that have been sent since `begin`. */
  sent(): number;
  /** Sends nothing of it until `letThrough`. */
  begin(): void;
  /** Sends up to so many bytes in total since `begin`. */
  letThrough(bytes: number): void;
}

/** Serves the package `heavy` of this many bytes until the file's tests have ended. */
export async function serveSlowly(bytes: number): Promise<SlowServer> {
  const directory = mkdtempSync(join(tmpdir(), 'create-kernel-slow-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  await execa(PYTHON, ['-I', PROGRAM, directory, String(bytes)]);
  const moved = new EventEmitter();
  let [sent, limit] = [0, 0];
  const server = createServer(async ({ url = '', method }, response) => {
    const content = contentOf(join(directory, url.endsWith('/') ? `${url}index.html` : url));
    if (!content) return void response.writeHead(404).end();
    const type = url.endsWith('/') ? 'text/html' : 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-length': content.length });
    if (method === 'HEAD' || !LARGE.includes(extname(url))) return void response.end(content);
    for (let at = 0; at < content.length; ) {
      while (sent >= limit && !response.destroyed) await once(moved, 'limit');
      if (response.destroyed) return;
      const part = content.subarray(at, at + Math.min(PIECE, limit - sent));
      at += part.length;
      sent += part.length;
      response.write(part);
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
    sent: () => sent,
    begin: () => {
      [sent, limit] = [0, 0];
    },
    letThrough: (bytes) => {
      limit = bytes;
      moved.emit('limit');
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
