import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { limitTime } from '../../src/base/time-limit.js';

/** A connection within this process. */
async function connected(): Promise<{ near: Socket; far: Socket }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  const near = connect(server.address() as { port: number });
  await once(near, 'connect');
  const [far] = (await accepted) as [Socket];
  onTestFinished(() => {
    for (const each of [near, far, server]) each.unref();
    for (const each of [near, far]) each.destroy();
    server.close();
  });
  return { near, far };
}

/** Nothing in this process happens meanwhile, as where it is stopped. */
function holdUp(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

it('What came while this process was held up for longer than the limit is in time', async () => {
  const { near, far } = await connected();
  const first = new Promise<string>((resolve) => {
    far.on('data', (piece: Buffer) => resolve(piece.toString()));
    limitTime(10, () => resolve('too late'));
  });
  near.write('answer');
  holdUp(50);
  expect(await first).toBe('answer');
});

it('What does not come in time is ended, and nothing is once the limit is lifted', async () => {
  const ended: string[] = [];
  const lift = limitTime(10, () => ended.push('lifted'));
  lift();
  await new Promise<void>((resolve) => {
    limitTime(20, () => {
      ended.push('over');
      resolve();
    });
    // The limit alone keeps no process running.
    const running = setImmediate(function again() {
      if (ended.length === 0) setImmediate(again);
    });
    onTestFinished(() => clearImmediate(running));
  });
  expect(ended).toEqual(['over']);
});
