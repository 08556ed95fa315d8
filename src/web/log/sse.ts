/** Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
import type { Response } from 'express';

// Apache closes an idle connection after its Timeout (60 s by default), and only a write shows that a client has left.
const HEARTBEAT = 15_000;
// How long a browser waits before it reconnects, in milliseconds: the app may be restarting.
const RETRY = 2000;

export interface EventStream {
  /** Aborted when the client has left. */
  signal: AbortSignal;
  /** Sends an event; resolves when the client can take more. An id has no line break. */
  send(event: { event: string; id?: string; data: string }): Promise<void>;
  end(): void;
}

export function openStream(response: Response): EventStream {
  const left = new AbortController();
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // Without it, nginx buffers the response if the site has turned buffering on.
    'X-Accel-Buffering': 'no',
  });
  response.write(`retry: ${RETRY}\n\n`);
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT);
  const close = () => {
    clearInterval(heartbeat);
    left.abort();
  };
  response.on('close', close);
  // The client may already have left, and the response to HEAD has no body.
  if (response.destroyed || response.req.method === 'HEAD') {
    close();
    response.end();
  }
  return {
    signal: left.signal,
    async send({ event, id, data }) {
      const lines = data.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`);
      const full = !response.write(
        `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\n${lines.join('')}\n`,
      );
      if (full && !left.signal.aborted) await drained(response, left.signal);
    },
    end() {
      close();
      response.end();
    },
  };
}

function drained(response: Response, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    response.once('drain', done);
    signal.addEventListener('abort', done);
  });
}
