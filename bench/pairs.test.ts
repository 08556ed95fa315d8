/**
 * Each pair of operations on one kernel at once. One is a command on another host: with another host name, and with a clock
 * that is minutes off. The other is a command on this host, or a page. uv installs nothing.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import { beforeAll, expect, it } from 'vitest';
import { appRoot } from '../src/base/program.js';
import { type Home, makeHome } from '../test/support/home.js';
import {
  beginPair,
  expectOutcome,
  outcomes,
  type PairedOperation,
  pairedOperations,
  pairsOf,
  thawAll,
} from '../test/support/pairs.js';
import { ended } from '../test/support/pretend.js';
import { buildProgram } from '../test/support/program.js';
import { serveHome, Visitor } from '../test/support/web.js';

beforeAll(buildProgram);

const words: Record<string, string[]> = {
  update: ['--add', 'iniconfig'],
  clone: ['twin'],
  rollback: ['1'],
  rebuild: ['--yes'],
  prune: ['--keep', '0', '--yes'],
  'set-display-name': ['Another'],
  rename: ['other'],
  remove: ['--yes'],
};

const settings = { build_on: { clusters: [] }, retention: { generations: 10 } };

const LATE = `const now = Date.now; Date.now = () => now() + 420_000;`;

interface Answer {
  succeeded: boolean;
  printed: string;
}

/** Performs the operation as on this host, or on another one that is seven minutes late. */
async function command(home: Home, { id }: PairedOperation, elsewhere: boolean): Promise<Answer> {
  const line = [join(appRoot, 'bin/create-kernel'), id, 'mine', ...(words[id] ?? []), '--json'];
  const host = ['unshare', '--uts', 'sh', '-c', 'hostname elsewhere; exec "$@"', 'sh'];
  const [program = '', ...rest] = elsewhere ? [...host, ...line] : line;
  const late = join(home.directory, 'late.cjs');
  writeFileSync(late, LATE);
  const env = {
    ...home.environment,
    PATH: `${process.execPath.replace(/\/[^/]*$/, '')}:/usr/bin:/bin`,
    ...(elsewhere && { NODE_OPTIONS: `--require=${late}` }),
  };
  const { exitCode, stdout, stderr } = await execa(program, rest, { env, extendEnv: false, reject: false });
  const printed = `${exitCode}: ${stdout} ${stderr}`;
  expect([0, 2, 3], printed).toContain(exitCode);
  return { succeeded: exitCode === 0, printed };
}

/** Performs the operation as the page of the kernel does, and waits until the build that it orders has ended. */
async function sent(home: Home, { id, given }: PairedOperation, page: Visitor): Promise<Answer> {
  const fields = Object.entries(given).map(([name, value]) => [name, String(value)]);
  const { status, headers, text } = await page.post(`/kernels/${id}`, {
    name: 'mine',
    ...Object.fromEntries(fields),
  });
  const answer = `${status}: ${headers.location ?? ''} ${status === 303 ? '' : text}`;
  expect([303, 404, 409, 422], answer).toContain(status);
  const build = /\/builds\/(.+)/.exec(headers.location ?? '')?.[1];
  if (!build) return { succeeded: status === 303, printed: answer };
  const { state } = await ended(build, home);
  return { succeeded: state.status === 'succeeded', printed: `${answer} ${JSON.stringify(state.cause)}` };
}

type Perform = (home: Home, operation: PairedOperation) => Promise<Answer>;

/** Both at once, or either one a moment earlier. `begin` gives how the first one is performed. */
async function checkPair({ pair, delay }: Case, begin: (home: Home) => Promise<Perform>): Promise<void> {
  const [first, second] = pair;
  const home = makeHome({ pretendUv: true, settings });
  const perform = await begin(home);
  const state = await beginPair(home, pair);
  const answers = await Promise.all([
    pause(Math.max(0, -delay)).then(() => perform(home, first)),
    pause(Math.max(0, delay)).then(() => command(home, second, true)),
  ]);
  const where = answers.map(({ printed }) => printed).join('\n');
  const succeeded = pair.filter((_, at) => answers[at]?.succeeded);
  // Two orders of the same are one build.
  const joined = first === second ? outcomes(succeeded.slice(1), state) : [];
  await expectOutcome(home, [...outcomes(succeeded, state), ...joined], where);
  await thawAll(home);
}

interface Case {
  pair: readonly [PairedOperation, PairedOperation];
  /** How much later the second one begins, in milliseconds. */
  delay: number;
  title: string;
}

/** The delays go through all pairs, one after the other. */
function casesOf(pairs: readonly Pick<Case, 'pair'>[], by: string): Case[] {
  return [0, 400, -400].flatMap((delay) =>
    pairs.map(({ pair }) => {
      const [first, second] = pair;
      return { pair, delay, title: `${first.id} by ${by} and ${second.id} by a command, ${delay} ms later` };
    }),
  );
}

const pairs = pairsOf(pairedOperations);

/** Each of a pair by the page. */
const withPage = pairs.flatMap(({ pair: [one, other] }) =>
  [[one, other] as const, ...(one === other ? [] : [[other, one] as const])].map((pair) => ({ pair })),
);

it.each(casesOf(withPage, 'a page'))('$title', async (each) => {
  await checkPair(each, async (home) => {
    const page = new Visitor(await serveHome(home));
    await page.get('/kernels');
    return (_, operation) => sent(home, operation, page);
  });
});

it.each(casesOf(pairs, 'a command'))('$title', async (each) => {
  await checkPair(each, async () => (home, operation) => command(home, operation, false));
});
