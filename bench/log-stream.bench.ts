/** Time from a tool's line to the client's event, with one client and with fifty; and a million lines. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { appRoot } from '../src/base/program.js';
import { readBuild } from '../src/builds/builds.js';
import { orderBuild } from '../src/builds/order-build.js';
import { parseRecipe } from '../src/recipe/recipe.js';
import type { Plan } from '../src/steps/plan.js';
import { command } from '../src/steps/step.js';
import { type BenchHome, quantile, tell, withHome } from './support.js';

const AS_PASSENGER = join(appRoot, 'bench', 'as-passenger.cjs');
// A tool that writes the time, from which the client computes the line's age.
const CLOCK =
  'import time\nfor _ in range(100):\n    print("at", time.time(), flush=True)\n    time.sleep(0.03)\n';
const MILLION =
  'import sys\nfor line in range(1000000):\n    sys.stdout.write("%07d %s\\n" % (line, "x" * 91))\n';

await withHome(async (home) => {
  const server = await startServer(home);
  try {
    for (const clients of [1, 50]) {
      const id = await order(`clock-${clients}`, CLOCK, home);
      const ages = (await Promise.all(Array.from({ length: clients }, () => follow(id, home, ageOf)))).flat();
      tell(`${clients} following, p95 of a line's way`, quantile(ages, 0.95) * 1000, { most: 100 }, ' ms');
    }
    await millionLines(server, home);
  } finally {
    server.kill();
  }
});

async function millionLines(server: ChildProcess, home: BenchHome): Promise<void> {
  const atRest = memoryOf(server.pid);
  const id = await order('million', MILLION, home);
  const build = await readBuild(id, home.site);
  while (!existsSync(build.files.runner)) await new Promise((resolve) => setTimeout(resolve, 10));
  const runner = JSON.parse(readFileSync(build.files.runner, 'utf8')).pid as number;
  const runnerAtRest = memoryOf(runner);
  let [serverPeak, runnerPeak] = [0, 0];
  const looking = setInterval(() => {
    serverPeak = Math.max(serverPeak, memoryOf(server.pid));
    runnerPeak = Math.max(runnerPeak, memoryOf(runner));
  }, 50);
  const started = performance.now();
  const seen = await follow(id, home, (line) => (line.includes('"type":"output"') ? 1 : undefined));
  clearInterval(looking);
  console.log(`a million lines reached a client in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  tell('lines that reached the client', seen.length, { least: 1_000_000 });
  tell('server above rest', (serverPeak - atRest) / 1e6, { most: 64 }, ' MB');
  tell('runner above rest', (runnerPeak - runnerAtRest) / 1e6, { most: 64 }, ' MB');
}

async function startServer({ directory, environment }: BenchHome): Promise<ChildProcess> {
  const socket = join(directory, 'server.sock');
  const env = { ...environment, IN_PASSENGER: '1', SOCKET: socket, APP: join(appRoot, 'dist', 'app.js') };
  const server = spawn(process.execPath, [AS_PASSENGER], {
    cwd: appRoot,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while (!existsSync(socket)) await new Promise((resolve) => setTimeout(resolve, 10));
  return server;
}

/** Orders a build that only runs this Python program. It fails, since it makes no kernel. */
async function order(name: string, program: string, { directory, site }: BenchHome): Promise<string> {
  const at = (part: string) => join(directory, 'plans', name, part);
  const plan: Plan = {
    ...{ name, display_name: name, generation: 1, language: 'python', manager: 'none' },
    ...{
      prefix: at('prefix'),
      kernel_directory: at('kernel'),
      staging: at('staging'),
      staged_kernels: at('staged'),
    },
    ...{ directory: at('work'), absent: [], lock: at('lock'), report: at('report') },
    environment: site.environment,
    steps: [command({ id: 'write', phase: 'install', title: 'Write lines' }, ['python3', '-c', program])],
  };
  return (await orderBuild(parseRecipe({ name }), { keep: false, launcher: 'local' }, site, async () => plan))
    .id;
}

/** Follows a build to its end over HTTP, and collects what `take` returns for each journal line. */
function follow<Value>(
  id: string,
  { directory }: BenchHome,
  take: (line: string) => Value | undefined,
): Promise<Value[]> {
  const socketPath = join(directory, 'server.sock');
  return new Promise((resolve, reject) => {
    const read = (response: IncomingMessage) => {
      const taken: Value[] = [];
      let rest = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          const value = line.startsWith('data: ') ? take(line) : undefined;
          if (value !== undefined) taken.push(value);
        }
      });
      response.on('end', () => resolve(taken));
    };
    request({ socketPath, path: `/builds/${id}/events?from=0`, headers: { host: 'localhost' } }, read)
      .on('error', reject)
      .end();
  });
}

function ageOf(line: string): number | undefined {
  const written = /"text":"at ([\d.]+)"/.exec(line)?.[1];
  return written ? Date.now() / 1000 - Number(written) : undefined;
}

function memoryOf(pid: number | undefined): number {
  try {
    return (
      Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) * 1024
    );
  } catch {
    return 0;
  }
}
