/**
 * Each pair of operations on one kernel at once, by two commands, of which one runs as on another host: with another host
 * name, and with a clock that is minutes off. uv installs nothing.
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
  pairedOperations,
  pairsOf,
  thawAll,
} from '../test/support/pairs.js';
import { buildProgram } from '../test/support/program.js';

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

/** As on this host, or on another one that is seven minutes late. */
function command(home: Home, id: string, elsewhere: boolean) {
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
  return execa(program, rest, { env, extendEnv: false, reject: false });
}

it.each(pairsOf(pairedOperations))('$title', async ({ pair, title }) => {
  for (const delay of [-400, 0, 400]) {
    const home = makeHome({ pretendUv: true, settings });
    const state = await beginPair(home, pair);
    const answers = await Promise.all(
      pair.map(async ({ id }, at) => {
        await pause(Math.max(0, at === 0 ? -delay : delay));
        return command(home, id, at === 1);
      }),
    );
    const printed = answers.map(({ exitCode, stdout, stderr }) => `${exitCode}: ${stdout} ${stderr}`);
    const where = `${title}, ${delay} ms:\n${printed.join('\n')}`;
    for (const { exitCode } of answers) expect([0, 2, 3], where).toContain(exitCode);
    const succeeded = pair.filter((_, at) => answers[at]?.exitCode === 0);
    // Two orders of the same are one build.
    const joined = pair[0] === pair[1] ? outcomes(succeeded.slice(1), state) : [];
    await expectOutcome(home, [...outcomes(succeeded, state), ...joined], where);
    await thawAll(home);
  }
});
