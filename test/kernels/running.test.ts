/** Which running kernels use a kernel's generations: by real processes, and by servers that answer as Jupyter or badly. */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { removalWords, restartWords, runningWords } from '../../src/kernels/running/restart-words.js';
import { type RunningKernel, runningKernels } from '../../src/kernels/running/running-kernels.js';
import { type Home, makeHome } from '../support/home.js';
import { makeKernel } from '../support/made-kernel.js';
import { resultOf } from '../support/operate.js';
import { waitFor } from '../support/wait.js';

/** A process with the command line of a kernel, which does nothing. */
function startProcess({ environments }: Home, generation: number, id: string): void {
  const python = join(environments, 'mine', String(generation), 'bin/python');
  const program = spawn('/bin/sh', ['-c', 'read x', python, '-f', `/runtime/kernel-${id}.json`], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  onTestFinished(() => {
    program.kill('SIGKILL');
  });
}

/** Of root; root itself starts one of another user. */
function processOfOther(): number {
  if (process.getuid?.() !== 0) return 1;
  const other = spawn('/bin/sleep', ['600'], { uid: 65_534, stdio: 'ignore' });
  onTestFinished(() => {
    other.kill('SIGKILL');
  });
  return other.pid ?? 1;
}

/** A server of this process, as Jupyter describes it in a file. */
async function serve({ jupyter_data }: Home, answer: RequestListener, more: object = {}): Promise<void> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const directory = join(jupyter_data, 'runtime');
  mkdirSync(directory, { recursive: true });
  const about = { pid: process.pid, port, token: 'sesame', url: `http://localhost:${port}/node/`, ...more };
  writeFileSync(join(directory, 'jpserver-1.json'), JSON.stringify(about));
}

async function runningIn(home: Home, least = 1): Promise<RunningKernel[]> {
  const kernel = await makeKernel(home).read();
  return waitFor('the process', async () => {
    const found = await runningKernels(kernel, home.site);
    return found.length >= least ? found : undefined;
  });
}

const sessions = JSON.stringify([{ path: 'thesis/a.ipynb', type: 'notebook', kernel: { id: 'one' } }]);

describe('the running kernels of a kernel', () => {
  it('are none without a process', async () => {
    const home = makeHome();
    expect(await runningKernels(await makeKernel(home).read(), home.site)).toEqual([]);
  });

  it('are those with its generations, with their notebooks if a server says them', async () => {
    const home = makeHome();
    startProcess(home, 2, 'one');
    startProcess(home, 1, 'two');
    const asked: unknown[] = [];
    await serve(home, ({ url, headers }, response) => {
      asked.push([url, headers.authorization]);
      response.end(sessions);
    });
    const found = await runningIn(home, 2);
    expect(found.sort((a, b) => b.generation - a.generation)).toEqual([
      { generation: 2, notebook: 'thesis/a.ipynb' },
      { generation: 1 },
    ]);
    expect(asked[0]).toEqual(['/node/api/sessions', 'token sesame']);
  });

  it.each<[string, RequestListener]>([
    ['never answers', () => {}],
    ['refuses the token', (_, response) => response.writeHead(403).end(sessions)],
    ['answers with something else', (_, response) => response.end('<html>')],
    ['leads elsewhere', (_, response) => response.writeHead(302, { location: '/login' }).end()],
    ['never ends', (_, response) => response.write(sessions)],
  ])('have no notebooks if the server %s', async (_, answer) => {
    const home = makeHome();
    startProcess(home, 1, 'one');
    await serve(home, answer);
    expect(await runningIn(home)).toEqual([{ generation: 1 }]);
  });

  it.each<[string, () => object]>([
    ['ended', () => ({ pid: 4_194_304 })],
    ['of another user', () => ({ pid: processOfOther() })],
    ['on another host', () => ({ url: 'http://node17:8888/' })],
    ['with a certificate', () => ({ url: 'https://localhost:8888/' })],
    ['without a token', () => ({ token: undefined })],
  ])('send no token to a server %s', async (_, more) => {
    const home = makeHome();
    startProcess(home, 1, 'one');
    let asked = 0;
    await serve(home, () => asked++, more());
    expect(await runningIn(home)).toEqual([{ generation: 1 }]);
    expect(asked).toBe(0);
  });
});

describe('the words about running kernels', () => {
  const of = (generation: number, notebook?: string) => ({ generation, ...(notebook && { notebook }) });
  it.each<[RunningKernel[], number | undefined, string]>([
    [[], undefined, 'No running kernel on this host uses it'],
    [[of(2)], 2, 'No running kernel on this host uses another generation'],
    [
      [of(1, 'b.ipynb'), of(1, 'a.ipynb'), of(2)],
      2,
      '2 running kernels use generation 1 (`a.ipynb`, `b.ipynb`); shut them down and start them again to use generation 2, since *Restart* in Jupyter keeps the old one',
    ],
    [[of(3)], undefined, '1 running kernel uses generation 3; it keeps that until you shut it down'],
    [
      [of(1), of(2)],
      3,
      '1 running kernel uses generation 2, 1 running kernel uses generation 1; shut them down and start them again to use generation 3, since *Restart* in Jupyter keeps the old one',
    ],
    [
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => of(1, name)),
      2,
      '7 running kernels use generation 1 (`a`, `b`, `c`, `d`, `e`, 2 more); shut them down and start them again to use generation 2, since *Restart* in Jupyter keeps the old one',
    ],
  ])('%j, published %s', (running, published, words) => {
    expect(restartWords(running, published)).toBe(words);
  });

  it.each<[RunningKernel[], string | undefined]>([
    [[], undefined],
    [[of(2, 'a.ipynb')], '1 running kernel uses generation 2 (`a.ipynb`)'],
    [
      [of(1, 'b.ipynb')],
      '1 running kernel uses generation 1 (`b.ipynb`); shut it down and start it again to use generation 2, since *Restart* in Jupyter keeps the old one',
    ],
    [
      [of(1), of(2, 'a.ipynb')],
      '1 running kernel uses generation 2 (`a.ipynb`). 1 running kernel uses generation 1; shut it down and start it again to use generation 2, since *Restart* in Jupyter keeps the old one',
    ],
  ])('%j, on the page of the kernel with generation 2', (running, words) => {
    expect(runningWords(running, 2)).toBe(words);
  });

  it.each<[RunningKernel[], string | undefined]>([
    [[], undefined],
    [
      [of(1, 'a.ipynb')],
      '1 running kernel uses generation 1 (`a.ipynb`): shut it down, since a removed environment has no more modules to import',
    ],
    [
      [of(1), of(2)],
      '1 running kernel uses generation 2, 1 running kernel uses generation 1: shut them down, since a removed environment has no more modules to import',
    ],
  ])('%j, before a removal', (running, words) => {
    expect(removalWords(running)).toBe(words);
  });
});

describe('a removal', () => {
  it('names the notebooks that use the kernel, before and after it', async () => {
    const home = makeHome();
    startProcess(home, 1, 'one');
    await serve(home, (_, response) => response.end(sessions));
    await runningIn(home);
    const words = expect.stringContaining('uses generation 1 (`thesis/a.ipynb`): shut it down');
    expect((await resultOf(home, 'remove', 'mine', { dry_run: true })).notes).toContainEqual(words);
    expect((await resultOf(home, 'remove', 'mine')).notes).toEqual([words]);
  });
});
