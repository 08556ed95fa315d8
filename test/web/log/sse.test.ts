import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { request } from 'node:http';
import express, { type Response } from 'express';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type EventStream, openStream } from '../../../src/web/log/sse.js';
import { waitFor } from '../../support/wait.js';
import { serve } from '../../support/web.js';

interface Listening {
  stream: EventStream;
  response: ServerResponse;
  /** What the client has; it stops reading while it is paused. */
  incoming: IncomingMessage;
  received(): string;
  leave(): void;
}

/** A stream and the client that listens to it. */
async function listen(method = 'GET'): Promise<Listening> {
  const app = express();
  const opened = new Promise<{ stream: EventStream; response: Response }>((resolve) => {
    app.get('/', (_request, response) => resolve({ stream: openStream(response), response }));
  });
  const { port } = await serve(app);
  const sent = request({ host: '127.0.0.1', port, method, agent: false }).end();
  sent.on('error', () => {});
  const [incoming] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  incoming.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  incoming.on('error', () => {});
  return { ...(await opened), incoming, received: () => text, leave: () => sent.destroy() };
}

const heard = ({ received }: Listening, text: string) => waitFor(text, () => received().includes(text));

describe('a stream of events', () => {
  it('has its own content type, is not cached, and is not buffered by a proxy', async () => {
    const { incoming } = await listen();
    expect(incoming.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
  });

  it('says at once how soon to come back', async () => {
    await heard(await listen(), 'retry: 2000\n\n');
  });

  it.each([
    ['one line', 'a', 'data: a\n'],
    ['several lines', 'a\nb', 'data: a\ndata: b\n'],
    ['lines that end otherwise', 'a\rb\r\nc', 'data: a\ndata: b\ndata: c\n'],
    ['nothing', '', 'data: \n'],
    [
      'text that looks like an event',
      'a\n\nid: 7\nevent: end',
      'data: a\ndata: \ndata: id: 7\ndata: event: end\n',
    ],
  ])('carries data of %s', async (_what, data, lines) => {
    const listening = await listen();
    await listening.stream.send({ event: 'journal', id: '5', data });
    await heard(listening, `id: 5\nevent: journal\n${lines}\n`);
  });

  it('ends', async () => {
    const { stream, incoming } = await listen();
    stream.end();
    await once(incoming, 'end');
  });

  it('does not begin for a question that has no answer to wait for', async () => {
    const { stream, response } = await listen('HEAD');
    await waitFor('the answer to end', () => response.writableFinished);
    expect(stream.signal.aborted).toBe(true);
    await stream.send({ event: 'journal', data: 'a' });
    stream.end();
  });
});

describe('a silent stream', () => {
  afterEach(() => void vi.useRealTimers());

  it('gives a sign of life before a proxy takes it for dead', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const listening = await listen();
    await vi.advanceTimersByTimeAsync(15_000);
    await heard(listening, 'retry: 2000\n\n:\n\n');
    listening.stream.end();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('keeps no clock going for a client that has left', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { stream, leave } = await listen();
    leave();
    await waitFor('the server to notice', () => stream.signal.aborted);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a client that reads slowly', () => {
  const data = 'x'.repeat(100_000);

  it('makes the sender wait instead of filling the memory', async () => {
    const listening = await listen();
    const { stream, incoming, response, received } = listening;
    incoming.pause();
    let sent = 0;
    const sending = (async () => {
      for (; sent < 200; sent++) await stream.send({ event: 'journal', data });
    })();
    await waitFor('the connection to be full', () => response.writableNeedDrain);
    expect(sent).toBeLessThan(150);
    expect(response.writableLength).toBeLessThan(2 * data.length);
    incoming.resume();
    await sending;
    await waitFor('all of it', () => received().length > 200 * data.length);
  });

  it('does not keep the sender waiting when it leaves', async () => {
    const { stream, incoming, response, leave } = await listen();
    incoming.pause();
    // More than fits into the connection.
    response.write(data.repeat(200));
    const waiting = stream.send({ event: 'journal', data });
    leave();
    await waiting;
    expect(stream.signal.aborted).toBe(true);
  });
});

describe('a client that has left', () => {
  it('is noticed', async () => {
    const { stream, leave } = await listen();
    expect(stream.signal.aborted).toBe(false);
    leave();
    await waitFor('the server to notice', () => stream.signal.aborted);
  });

  it('is noticed even if it left before the stream began', async () => {
    const app = express();
    let stream: EventStream | undefined;
    app.get('/', async (_request, response) => {
      sent.destroy();
      await once(response, 'close');
      stream = openStream(response);
    });
    const { port } = await serve(app);
    const sent = request({ host: '127.0.0.1', port, agent: false }).end();
    sent.on('error', () => {});
    expect((await waitFor('the stream', () => stream)).signal.aborted).toBe(true);
  });

  it('can be sent more without harm', async () => {
    const { stream, leave } = await listen();
    leave();
    await waitFor('the server to notice', () => stream.signal.aborted);
    await stream.send({ event: 'journal', data: 'too late' });
    stream.end();
  });
});
