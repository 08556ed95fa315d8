import { beforeEach, describe, expect, it } from 'vitest';
import {
  type JournalSource,
  JournalStream,
  type StreamEnvironment,
} from '../../../src/browser/builds/journal-stream.js';

/** The browser, played by the test: connections that it opens and breaks, answers, and a clock that it moves. */
class PretendWorld implements StreamEnvironment {
  sources: PretendSource[] = [];
  requests: { url: string; signal: AbortSignal }[] = [];
  answer: () => Promise<Response> = () => Promise.reject(new TypeError('refused'));
  private timers: { act: () => void; at: number }[] = [];
  private now = 0;

  connect(url: string): JournalSource {
    const source = new PretendSource(url);
    this.sources.push(source);
    return source;
  }

  fetch(url: string, { signal }: { signal: AbortSignal }): Promise<Response> {
    this.requests.push({ url, signal });
    return this.answer();
  }

  later(act: () => void, milliseconds: number): () => void {
    const timer = { act, at: this.now + milliseconds };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  }

  /** Lets time pass, and lets what was promised happen. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.now + milliseconds;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers = this.timers.filter((each) => each !== next);
      this.now = next.at;
      next.act();
    }
    this.now = until;
  }

  get open(): PretendSource[] {
    return this.sources.filter(({ closed }) => !closed);
  }
}

class PretendSource implements JournalSource {
  closed = false;
  private readonly listeners = new Map<string, (event: MessageEvent<string>) => void>();

  constructor(readonly url: string) {}

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.listeners.set(type, listener);
  }

  close(): void {
    this.closed = true;
  }

  tell(type: string, data = '', id = 0): void {
    if (!this.closed) this.listeners.get(type)?.(new MessageEvent(type, { data, lastEventId: `${id}` }));
  }
}

let world: PretendWorld;
let received: string[];
let stream: JournalStream;

beforeEach(() => {
  world = new PretendWorld();
  received = [];
  const listener = {
    take: ({ start, end, lines }: { start: number; end: number; lines: string[] }) =>
      received.push(`${start}-${end} ${lines.join('|')}`),
    queued: ({ reason }: { reason: string }) => received.push(`queued: ${reason}`),
    end: () => received.push('end'),
    connected: (is: boolean) => received.push(is ? 'connected' : 'lost'),
  };
  stream = new JournalStream('/events', 100, listener, world);
});

const last = (): PretendSource => {
  const source = world.sources.at(-1);
  if (!source) throw new Error('nothing was opened');
  return source;
};

/** Every connection that is tried breaks, for so long. */
async function fail(times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    last().tell('error');
    await world.pass(2000);
  }
}

describe('A connection that holds', () => {
  it('begins where the page ends, and gives the lines with their offsets', () => {
    stream.open();
    last().tell('open');
    last().tell('journal', 'a\nb', 120);
    last().tell('journal', 'c', 130);
    expect(last().url).toBe('/events?from=100');
    expect(received).toEqual(['connected', '100-120 a|b', '120-130 c']);
  });

  it('reports the end once and closes', async () => {
    stream.open();
    last().tell('open');
    last().tell('end', '', 100);
    await world.pass(60_000);
    expect(received).toEqual(['connected', 'end']);
    expect(world.open).toEqual([]);
    expect(world.sources).toHaveLength(1);
  });
});

describe('A connection that breaks', () => {
  it('is opened again from the last line on', async () => {
    stream.open();
    last().tell('open');
    last().tell('journal', 'a', 120);
    await fail(1);
    expect(world.sources.map(({ url }) => url)).toEqual(['/events?from=100', '/events?from=120']);
    expect(world.open).toHaveLength(1);
  });

  it('repeats nothing that was given before', () => {
    stream.open();
    last().tell('journal', 'a', 120);
    last().tell('journal', 'a', 120);
    last().tell('journal', 'older', 110);
    expect(received).toEqual(['100-120 a']);
  });

  it('counts as lost until it is open again', async () => {
    stream.open();
    await fail(2);
    last().tell('open');
    expect(received).toEqual(['lost', 'lost', 'connected']);
  });

  it('is given up when it does not open, as behind a proxy that waits for the end of an answer', async () => {
    stream.open();
    await world.pass(12_000);
    expect(world.sources).toHaveLength(2);
    expect(world.open).toHaveLength(1);
  });
});

describe('Where no connection opens', () => {
  it('does not take a login page for the journal', async () => {
    stream.open();
    world.answer = async () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } });
    await fail(3);
    await world.pass(20_000);
    expect(world.requests.length).toBeGreaterThan(3);
    expect(new Set(received)).toEqual(new Set(['lost']));
  });

  const answerWith = (...events: string[]) => {
    world.answer = async () =>
      new Response(events.join(''), { headers: { 'content-type': 'text/event-stream' } });
  };
  const journal = (id: number, data: string) => `id: ${id}\nevent: journal\ndata: ${data}\n\n`;

  it('asks for pieces after three failures, each from the last line on', async () => {
    stream.open();
    answerWith('retry: 2000\n\n', ':\n\n', journal(120, 'a'), journal(130, 'b'));
    await fail(3);
    answerWith(journal(140, 'c'));
    await world.pass(2000);
    expect(world.requests.map(({ url }) => url)).toEqual([
      '/events?from=100&once=1',
      '/events?from=130&once=1',
    ]);
    expect(received).toEqual([
      'lost',
      'lost',
      'lost',
      'connected',
      '100-120 a',
      '120-130 b',
      'connected',
      '130-140 c',
    ]);
  });

  it('ends with the build', async () => {
    stream.open();
    answerWith(journal(120, 'a'), 'id: 120\nevent: end\ndata: \n\n');
    await fail(3);
    await world.pass(60_000);
    expect(received.slice(-2)).toEqual(['100-120 a', 'end']);
    expect(world.requests).toHaveLength(1);
  });

  it('takes whole events only of an answer that breaks off', async () => {
    stream.open();
    answerWith(journal(120, 'a'), 'id: 130\nevent: journal\ndata: to');
    await fail(3);
    expect(received.at(-1)).toBe('100-120 a');
    expect(stream.position).toBe(120);
  });

  it('tries a connection again from time to time', async () => {
    stream.open();
    answerWith('');
    await fail(3);
    await world.pass(35_000);
    expect(world.sources.length).toBeGreaterThan(3);
    last().tell('open');
    const { length } = world.requests;
    await world.pass(20_000);
    expect(world.requests).toHaveLength(length);
  });

  it('goes on asking while the server does not answer at all', async () => {
    stream.open();
    await fail(3);
    await world.pass(10_000);
    expect(world.requests.length).toBeGreaterThan(3);
    expect(received).not.toContain('connected');
  });
});

describe('A tab that is hidden', () => {
  it('closes its connection, and goes on from where it was', async () => {
    stream.open();
    last().tell('journal', 'a', 120);
    stream.close();
    await world.pass(60_000);
    expect(world.open).toEqual([]);
    stream.open();
    expect(last().url).toBe('/events?from=120');
  });

  it('stops trying', async () => {
    stream.open();
    last().tell('error');
    stream.close();
    await world.pass(60_000);
    expect(world.sources).toHaveLength(1);
    expect(world.requests).toEqual([]);
  });
});
