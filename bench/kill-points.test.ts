/**
 * `kill -9` of the runner at every event of a build's journal, twice each: what a reader finds afterwards is either nothing
 * or a kernel that works, and the name can be built again. A real uv installs from a small local index.
 */
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import type { Build } from '../src/builds/build.js';
import { readBuild } from '../src/builds/builds.js';
import { readIdentity } from '../src/builds/holding/processes/process-identity.js';
import { createKernel } from '../src/kernels/requests/create.js';
import { parseRecipe } from '../src/recipe/recipe.js';
import { makeSmallIndex } from '../test/parts/index/small.js';
import { createWell } from '../test/support/create.js';
import { makeHome } from '../test/support/home.js';
import { resultOf } from '../test/support/operate.js';
import { waitFor } from '../test/support/wait.js';

const { address, interpreters, fields } = await makeSmallIndex();
const home = makeHome({ shared: true, index: address, settings: { interpreters } });
const recipe = { ...fields, name: 'killed', manager: 'uv' };

/** The number of lines; the file may not be there yet. */
const eventsIn = ({ files }: Pick<Build, 'files'>) =>
  existsSync(files.journal) ? readFileSync(files.journal, 'latin1').split('\n').length - 1 : 0;

let events: number;

beforeAll(async () => {
  const whole = await createWell(home, recipe);
  events = eventsIn(whole);
  await resultOf(home, 'remove', 'killed');
});

it('leaves nothing or a kernel that works, at each event', async () => {
  const ends: string[] = [];
  for (let event = 1; event < events; event++) {
    for (const round of [1, 2]) {
      const { state, plan } = await killedAt(event);
      const where = `event ${event}, round ${round}: ${state.status}`;
      const made = [plan.prefix, plan.staging, plan.kernel_directory].map((path) => existsSync(path));
      if (state.status === 'succeeded') {
        expect(made, where).toEqual([true, false, true]);
        expect(await resultOf(home, 'check', 'killed'), where).toMatchObject({ ok: true });
        await resultOf(home, 'remove', 'killed');
      } else {
        expect(state.status, where).toBe('interrupted');
        expect(made, where).toEqual([false, false, false]);
      }
      ends.push(state.status);
    }
  }
  await createWell(home, recipe);
  const published = ends.filter((status) => status === 'succeeded').length;
  console.log(`${ends.length} builds killed at ${events - 1} events: ${published} were published already`);
});

/** Orders a build, and kills its runner once the journal has this many events. Returns the build as a reader finds it. */
async function killedAt(event: number): Promise<Build> {
  const order = { keep: false, launcher: 'local' };
  const { build: id } = await createKernel(parseRecipe(recipe), await home.equip(), order);
  const build = await readBuild(id, home.site);
  const pid = await waitFor('the runner’s identity', () => readIdentity(build.files.runner)?.pid);
  // As close to the event as can be.
  while (eventsIn(build) < event) await pause(1);
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It had ended.
  }
  return (await waitFor('the build to be settled', async () => {
    const read = await readBuild(id, home.site);
    return read.state.status === 'running' ? undefined : read;
  })) as Build;
}
