/** Server-sent events as a browser receives them. */
import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { waitFor } from './wait.js';

export interface SourceEvent {
  event: string;
  id: string;
  lines: string[];
}

/** A browser's event source on a loopback port: what it received until it left or the stream ended. */
export class Source {
  text = '';
  /** The server has ended the stream, or a proxy has cut it. */
  ended = false;
  private readonly leaving = new AbortController();

  constructor(port: number, path: string, headers: OutgoingHttpHeaders = {}) {
    const sent = request({ port, path, headers, agent: false, signal: this.leaving.signal }).end();
    sent.on('error', () => {});
    sent.on('response', (incoming: IncomingMessage) => {
      incoming.setEncoding('utf8').on('error', () => {});
      incoming.on('data', (piece: string) => {
        this.text += piece;
      });
      incoming.on('close', () => {
        this.ended = true;
      });
    });
  }

  /** All whole events so far. */
  get events(): SourceEvent[] {
    const blocks = this.text.split('\n\n').slice(0, -1);
    return blocks.flatMap((block) => {
      const values = (name: string) =>
        [...block.matchAll(new RegExp(`^${name}: (.*)$`, 'gm'))].map(([, value = '']) => value);
      const [event] = values('event');
      return event ? [{ event, id: values('id')[0] ?? '', lines: values('data') }] : [];
    });
  }

  /** The lines of the journal so far. */
  get lines(): string[] {
    return this.events.flatMap(({ event, lines }) => (event === 'journal' ? lines : []));
  }

  /** The last event id, which a browser sends when it connects again. */
  get lastId(): string {
    return this.events.at(-1)?.id ?? '0';
  }

  /** The number of heartbeats. */
  get heartbeats(): number {
    return this.text.split('\n\n').filter((block) => block === ':').length;
  }

  /** Everything until the server ends the stream. */
  async all(seconds?: number): Promise<this> {
    await waitFor('the stream to end', () => this.ended, seconds);
    return this;
  }

  leave(): void {
    this.leaving.abort();
  }
}
