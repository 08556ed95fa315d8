/** Time from the program's start to the first byte of the form, and idle memory, compared with an Express hello. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { appRoot } from '../src/base/program.js';
import { type BenchHome, median, tell, withHome } from './support.js';

const RUNS = 15;
const WARM_SECONDS = 8;
await withHome(async (home) => {
  const hello = join(appRoot, 'bench', 'hello.cjs');
  const app = join(appRoot, 'bench', 'as-passenger.cjs');
  // A user's first start finds the site's tools, and keeps its compiled code when it has run for some seconds.
  await measure(app, home, 'warm', WARM_SECONDS);
  const ours: Figures[] = [];
  const bare: Figures[] = [];
  for (let run = 0; run < RUNS; run++) {
    bare.push(await measure(hello, home, `hello-${run}`));
    ours.push(await measure(app, home, `app-${run}`));
  }
  const time = (figures: Figures[]) => median(figures.map(({ seconds }) => seconds));
  const memory = (figures: Figures[]) => median(figures.map(({ bytes }) => bytes));
  console.log(
    `first byte: ${(time(ours) * 1000).toFixed(0)} ms against ${(time(bare) * 1000).toFixed(0)} ms`,
  );
  console.log(`at rest: ${(memory(ours) / 1e6).toFixed(0)} MB against ${(memory(bare) / 1e6).toFixed(0)} MB`);
  tell('first byte / hello', median(ours.map(({ seconds }, run) => seconds / (bare[run]?.seconds ?? 1))), {
    most: 1.6,
  });
  tell('memory / hello', memory(ours) / memory(bare), { most: 1.3 });
});

interface Figures {
  seconds: number;
  bytes: number;
}

async function measure(
  program: string,
  { directory, environment }: BenchHome,
  name: string,
  rest = 0,
): Promise<Figures> {
  const socket = join(directory, `${name}.sock`);
  const started = performance.now();
  const child = spawn(process.execPath, [program], {
    cwd: appRoot,
    env: {
      ...environment,
      NODE_ENV: 'production',
      IN_PASSENGER: '1',
      SOCKET: socket,
      APP: join(appRoot, 'dist', 'app.js'),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await firstByte(socket);
    const seconds = (performance.now() - started) / 1000;
    await new Promise((resolve) => setTimeout(resolve, rest * 1000));
    return { seconds, bytes: residentMemory(child) };
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    await ended;
  }
}

/** Requests the form until the server listens. */
function firstByte(socketPath: string): Promise<void> {
  return new Promise((resolve) => {
    const ask = () => {
      get({ socketPath, path: '/', headers: { host: 'localhost' } }, (response) => {
        if (response.statusCode !== 200) throw new Error(`The form answers ${response.statusCode}`);
        response.once('data', () => {
          response.resume();
          response.once('end', resolve);
        });
      }).on('error', () => setTimeout(ask, 1));
    };
    ask();
  });
}

function residentMemory({ pid }: ChildProcess): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]) * 1024;
}
