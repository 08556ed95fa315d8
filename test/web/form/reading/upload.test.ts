import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../src/base/errors.js';
import { readUpload, uploadedFiles } from '../../../../src/web/form/reading/upload.js';
import { makeHome } from '../../../support/home.js';
import { waitFor } from '../../../support/wait.js';
import { Multipart, type Part, type Served, serve, serveHome } from '../../../support/web.js';

const MEGABYTES = 0.01;
const LARGE = 'x'.repeat(MEGABYTES * 1e6 + 1);

interface Read {
  fields?: Record<string, string>;
  files?: { name: string; text: string; problem?: string }[];
  refused?: string;
}

/** A server that responds with what it read of a form. */
function serveReader(): Promise<Served> {
  const app = express();
  app.post('/', readUpload(MEGABYTES), (request, response) => {
    const files = uploadedFiles(request).map(({ name, bytes, problem }) => {
      return { name, text: Buffer.from(bytes).toString(), ...(problem && { problem: problem.code }) };
    });
    response.json({ fields: request.body, files } satisfies Read);
  });
  const refuse: express.ErrorRequestHandler = (error, _request, response, _next) => {
    response.json({ refused: error instanceof UserError ? error.code : String(error) } satisfies Read);
  };
  app.use(refuse);
  return serve(app);
}

async function read(body: Uint8Array, type = new Multipart([]).with('').type): Promise<Read> {
  const { ask } = await serveReader();
  const { text } = await ask('/', { method: 'POST', headers: { 'content-type': type }, body });
  return JSON.parse(text) as Read;
}

function send(...parts: Part[]): Promise<Read> {
  return read(new Multipart(parts).with('').body);
}

function file(filename: string, value: string, name = 'upload'): Part {
  return { name, filename, value, type: 'application/octet-stream' };
}

describe('a form with files', () => {
  it('gives fields and files, whatever their order', async () => {
    const parts = [
      { name: 'a', value: 'one' },
      file('environment.yml', 'name: x\n'),
      { name: 'b', value: 'two' },
    ];
    expect(await send(...parts)).toEqual({
      fields: { csrf_token: '', a: 'one', b: 'two' },
      files: [{ name: 'environment.yml', text: 'name: x\n' }],
    });
  });

  it('gives a field that comes several times as a list', async () => {
    const { fields } = await send({ name: 'a', value: '0' }, { name: 'a', value: '1' });
    expect(fields).toMatchObject({ a: ['0', '1'] });
  });

  it('passes over the empty file that a browser sends where none was chosen', async () => {
    expect((await send(file('', ''))).files).toEqual([]);
  });

  it('keeps names in any script', async () => {
    expect((await send(file('Météo β.yml', 'x'))).files).toMatchObject([{ name: 'Météo β.yml' }]);
  });

  it.each([
    ['../../../etc/cron.d/evil', 'evil'],
    ['/etc/passwd', 'passwd'],
    ['C:\\Windows\\evil.txt', 'evil.txt'],
    ['two%0D%0Alines', 'two\r\nlines'],
    [`${'n'.repeat(5000)}.yml`, 'n'.repeat(200)],
    ['-rf', '-rf'],
  ])('takes the name %j for nothing but text', async (filename, name) => {
    const before = readdirSync(tmpdir());
    expect((await send(file(filename, 'x'))).files).toEqual([{ name, text: 'x' }]);
    expect(readdirSync(tmpdir()).filter((each) => !before.includes(each) && each.includes('evil'))).toEqual(
      [],
    );
    expect(existsSync(filename.replaceAll('\0', ''))).toBe(filename === '/etc/passwd');
  });
});

describe('too much', () => {
  it('of a file is not kept, but the fields after it are', async () => {
    const { fields, files } = await send(file('large.bin', LARGE), { name: 'after', value: 'kept' });
    expect(files).toEqual([{ name: 'large.bin', text: '', problem: 'file-too-large' }]);
    expect(fields).toMatchObject({ after: 'kept' });
  });

  it('too little is said too: a file that is empty is not dropped in silence', async () => {
    const { files } = await send(file('environment.yml', ''), file('six.txt', 'six'));
    expect(files).toEqual([
      { name: 'environment.yml', text: '', problem: 'file-empty' },
      { name: 'six.txt', text: 'six' },
    ]);
  });

  it('is not what reaches the limit exactly', async () => {
    const [kept] = (await send(file('large.bin', LARGE.slice(1)))).files ?? [];
    expect(kept).not.toHaveProperty('problem');
    expect(kept?.text).toHaveLength(LARGE.length - 1);
  });

  it('of files: the sixth is not kept', async () => {
    const { files } = await send(...'abcdef'.split('').map((name) => file(name, name)));
    expect(files?.map(({ problem }) => problem)).toEqual([...Array(5).fill(undefined), 'files-too-many']);
  });

  it.each<[string, Part[], string]>([
    ['text in one field', [{ name: 'a', value: 'x'.repeat(600_001) }], 'form-too-large'],
    ['fields', Array.from({ length: 61 }, (_, i) => ({ name: `f${i}`, value: '' })), 'form-fields-too-many'],
    ['files', Array.from({ length: 100 }, () => file('a', 'a')), 'form-fields-too-many'],
    ['fields in fields', [{ name: 'a[b][c]', value: '' }], 'request-not-understood'],
    ['a list', [{ name: 'a[4294967290]', value: '' }], 'request-not-understood'],
    ['a file in a field that is not for files', [file('a', 'a', 'other')], 'request-not-understood'],
  ])('of %s ends the reading', async (_what, parts, code) => {
    expect((await send(...parts)).refused ?? '').toBe(code);
  });

  it('cannot be hidden in names that every object has', async () => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString'];
    await send(...names.map((name) => ({ name, value: 'polluted' })));
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect({}.toString()).toBe('[object Object]');
  });
});

describe('a body that is no form', () => {
  const { body, type } = new Multipart([file('a.txt', 'text'), { name: 'b', value: 'c' }]).with('');

  it.each<[string, Uint8Array, string, string]>([
    ['ends in a file', body.subarray(0, 160), type, 'upload-incomplete'],
    ['ends before its last mark', body.subarray(0, -8), type, 'upload-incomplete'],
    ['is empty', Buffer.alloc(0), type, 'upload-incomplete'],
    ['is anything', Buffer.from('kernel_name=a'), type, 'upload-incomplete'],
    [
      'has a NUL in a name',
      new Multipart([file('a\0.yml', 'x')]).with('').body,
      type,
      'request-not-understood',
    ],
    ['names no boundary', body, 'multipart/form-data', 'request-not-understood'],
    ['has another boundary', body, 'multipart/form-data; boundary=other', 'upload-incomplete'],
  ])('is refused: it %s', async (_what, bytes, kind, code) => {
    expect((await read(bytes, kind)).refused).toBe(code);
  });
});

describe('a client that stops in the middle of its upload', () => {
  const home = makeHome({ shared: true });

  it('does not block other requests', async () => {
    const served = await serveHome(home);
    for (let client = 0; client < 20; client++) await stall(served);
    expect((await served.ask('/nonsense')).status).toBe(404);
  });

  it('leaves nothing behind when it goes', async () => {
    const served = await serveHome(home);
    const { socket, response } = await stall(served);
    socket.destroy();
    await waitFor('the request to be over', () => response.closed);
    expect((await served.ask('/')).status).toBe(200);
  });

  it('is sent away after a while', async () => {
    const served = await serveHome(home, { requestTimeout: 50, connectionsCheckingInterval: 20 });
    // It may be sent away before the server has read the head.
    const socket = beginUpload(served);
    await waitFor('the server to close the connection', () => socket.closed);
    // On a busy machine, one of these requests is late too.
    await waitFor('the page', async () => (await served.ask('/').catch(() => undefined))?.status === 200);
  });
});

/** Sends the head of an upload and a first piece, and no more; returns when the server has the request. */
async function stall(served: Served): Promise<{ socket: Socket; response: ServerResponse }> {
  const asked = once(served.server, 'request');
  const socket = beginUpload(served);
  const [, response] = (await asked) as [unknown, ServerResponse];
  return { socket, response };
}

function beginUpload({ port }: Served): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {}).resume();
  socket.write(
    `POST /builds HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\n` +
      'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n--b\r\nContent-Disposition',
  );
  return socket;
}
