/** Real problem reports about builds that run; each title says which one and what is right. */
import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nameLock } from '../../src/builds/build-directory.js';
import { cancelBuild, listBuilds, readBuild } from '../../src/builds/builds.js';
import { readHolder } from '../../src/builds/holding/lock.js';
import { startTime } from '../../src/builds/holding/processes/process-identity.js';
import { listKernels } from '../../src/kernels/kernelspec.js';
import { createKernel } from '../../src/kernels/requests/create.js';
import { managers } from '../../src/managers/index.js';
import { makePlan } from '../../src/plan/make-plan.js';
import { parseRecipe } from '../../src/recipe/recipe.js';
import { create, createWell } from '../support/create.js';
import { makeGate } from '../support/gate.js';
import { type Home, makeHome } from '../support/home.js';
import { conda, context, mamba, micromamba, recipe, uv } from '../support/host.js';
import { logText } from '../support/log.js';
import { resultOf } from '../support/operate.js';
import { ended, orderPretend, pretendPlan, running, shell } from '../support/pretend.js';
import { waitFor } from '../support/wait.js';
import { serveHome } from '../support/web.js';

// Real processes, beside those of other test files.
async function order(home: Home, name: string): Promise<string> {
  const options = { keep: false, launcher: 'local' };
  return (await createKernel(parseRecipe({ name }), await home.equip(), options)).build;
}

describe('report 5: csh, tcsh or fish as the login shell', () => {
  it.each(['/bin/tcsh', '/usr/bin/fish', ''])(
    'report 5: the kernel is the same with SHELL=%s',
    async (SHELL) => {
      const home = makeHome({ pretendUv: true, variables: { SHELL } });
      expect(home.site.environment.SHELL).toBe('/bin/bash');
      const { plan } = await createWell(home, { name: 'mine' });
      const { env, argv } = JSON.parse(readFileSync(join(plan.kernel_directory, 'kernel.json'), 'utf8'));
      expect(argv[0]).toBe(`${plan.prefix}/bin/python`);
      expect(env).toMatchObject({ VIRTUAL_ENV: plan.prefix, PATH: `${plan.prefix}/bin:\${PATH}` });
    },
  );
});

describe('report 7: builds at the same time', () => {
  it('report 7: the same name twice gives one build', async () => {
    const home = makeHome({ pretendUv: true });
    const gate = makeGate(home, 'ordered');
    home.hook(gate.wait);
    const [one, other] = await Promise.all([order(home, 'mine'), order(home, 'mine')]);
    gate.open();
    expect(one).toBe(other);
    expect((await ended(one, home)).state.status).toBe('succeeded');
    expect(await listBuilds(home.site)).toHaveLength(1);
  });

  it('report 7: two names that write one conda cache take turns, and the page says so', async () => {
    const home = makeHome();
    const cache = join(home.environments, '.package-cache', 'conda');
    const busy = join(home.directory, 'busy');
    const gate = makeGate(home, 'waiting');
    const alone = shell('alone', `mkdir ${busy} && { ${gate.wait}; rmdir ${busy}; }`, { exclusive: cache });
    const ids = await Promise.all(
      ['one', 'two'].map((name) => orderPretend(home, pretendPlan(home, [alone], name))),
    );
    const logs = async () => {
      const builds = await Promise.all(ids.map((id) => readBuild(id, home.site)));
      return (await Promise.all(builds.map(({ files }) => logText(files)))).join();
    };
    const said = /waiting: Waiting until build \S+ no longer writes the package cache/;
    await waitFor('one to say that it waits', async () => said.test(await logs()));
    gate.open();
    const builds = await Promise.all(ids.map((id) => ended(id, home)));
    expect(builds.map(({ state }) => state.status)).toEqual(['succeeded', 'succeeded']);
  });
});

describe('report 15: output that comes only at the end', () => {
  it('report 15: each line can be read while the tool that wrote it does nothing more', async () => {
    const home = makeHome();
    const gates = [1, 2, 3, 4].map((line) => makeGate(home, `line-${line}`));
    const script = gates.map(({ wait }, index) => `echo said ${index}; ${wait}`).join('; ');
    const id = await orderPretend(home, pretendPlan(home, [shell('slow', script)]));
    await running(id, 'slow', home);
    const { files } = await readBuild(id, home.site);
    for (const [index, gate] of gates.entries()) {
      await waitFor(`line ${index}`, async () => (await logText(files)).includes(`said ${index}\n`));
      gate.open();
    }
    await ended(id, home);
  });

  it('report 15: a progress bar is one line in the end', async () => {
    const home = makeHome();
    const gates = [10, 50, 100].map((per_cent) => ({ per_cent, gate: makeGate(home, `at-${per_cent}`) }));
    const bar = gates.map(({ per_cent, gate }) => `printf 'fetching ${per_cent} %%\\r'; ${gate.wait}`);
    const script = `${bar.join('; ')}; echo; echo done`;
    const id = await orderPretend(home, pretendPlan(home, [shell('bar', script)]));
    const { files } = await running(id, 'bar', home);
    for (const { per_cent, gate } of gates) {
      const log = async () => [...((await logText(files)).match(/^fetching.*$/gm) ?? [])];
      await waitFor(`the bar at ${per_cent}`, async () => (await log()).includes(`fetching ${per_cent} %`));
      expect(await log()).toHaveLength(1);
      gate.open();
    }
    const { state } = await ended(id, home);
    expect((await logText(files)).match(/^fetching.*$/gm)).toEqual(['fetching 100 %']);
    expect(state.lines).toBe(2);
  });

  it('report 15: no manager hides what its tools write', () => {
    const host = context({ uv, conda, mamba, micromamba });
    for (const manager of Object.keys(managers)) {
      const { steps } = makePlan(recipe({ manager }), host);
      for (const { action, phase } of steps) {
        if (action.kind !== 'command') continue;
        expect(action.argv.slice(0, 2)).not.toEqual([expect.stringMatching(/conda$/), 'run']);
        if (phase === 'install' && action.argv.includes('pip') && !action.argv[0]?.endsWith('uv'))
          expect(action.variables).toMatchObject({ PYTHONUNBUFFERED: '1' });
      }
    }
  });
});

describe('report 16: a proxy cuts a silent stream', () => {
  it('report 16: the stream is not held back, and goes on from where it broke with no gap and no repeat', async () => {
    const home = makeHome();
    const id = await orderPretend(home, pretendPlan(home, [shell('say', 'seq 2000')]));
    const { files } = await ended(id, home);
    const { ask } = await serveHome(home);
    const path = `/builds/${id}/events?once`;
    const whole = await ask(path);
    expect(whole.headers).toMatchObject({ 'x-accel-buffering': 'no', 'cache-control': 'no-store' });
    const lines = (text: string) => [...text.matchAll(/^data: (\{.*)$/gm)].map(([, line]) => line);
    expect(lines(whole.text).join('\n')).toBe(readFileSync(files.journal, 'utf8').trim());
    const offset = Buffer.byteLength(`${lines(whole.text).slice(0, 700).join('\n')}\n`);
    const rest = await ask(path, { headers: { 'last-event-id': String(offset) } });
    expect(lines(rest.text)).toEqual(lines(whole.text).slice(700));
  });

  it('report 16: a build does not mind that its reader leaves', async () => {
    const home = makeHome();
    const gate = makeGate(home, 'left');
    const id = await orderPretend(home, pretendPlan(home, [shell('wait', `echo here; ${gate.wait}`)]));
    const { origin } = await serveHome(home);
    const reader = new AbortController();
    const answer = await fetch(`${origin}/builds/${id}/events`, { signal: reader.signal });
    await answer.body?.getReader().read();
    reader.abort();
    gate.open();
    expect((await ended(id, home)).state.status).toBe('succeeded');
  });
});

describe('report 27: the solver is killed for its memory', () => {
  it('report 27: that is reported with what to do, and nothing is left', async () => {
    const home = makeHome({ pretendUv: true });
    home.hook('kill -9 $$');
    const { state, plan } = await create(home, { name: 'mine' });
    expect(state).toMatchObject({ status: 'failed', cause: { code: 'killed' } });
    expect(state.cause?.hint).toMatch(/memory.*job/);
    expect(existsSync(plan.prefix)).toBe(false);
    expect(await listKernels(home.site)).toEqual([]);
  });
});

describe('report 28: locks and busy files in a home on a network', () => {
  it('report 28: the launcher loses the kernel first, then the environment goes', async () => {
    const home = makeHome({ pretendUv: true });
    const { plan } = await createWell(home, { name: 'mine' });
    const held = openSync(join(plan.prefix, 'bin', 'python'), 'r');
    expect((await resultOf(home, 'remove', 'mine')).ok).toBe(true);
    closeSync(held);
    expect(await listKernels(home.site)).toEqual([]);
    expect(existsSync(plan.prefix)).toBe(false);
  });

  it('report 28: a lock says who holds it, on which host and since when, and needs no flock', async () => {
    const home = makeHome();
    const id = await orderPretend(home, pretendPlan(home, [shell('wait', 'sleep 9999')]));
    await running(id, 'wait', home);
    const lock = nameLock(join(home.data_root, 'locks'), 'pretend');
    expect(readHolder(lock)).toMatchObject({
      build: id,
      host: expect.any(String),
      start_time: expect.any(String),
    });
    expect(statSync(lock).mtimeMs).toBeGreaterThan(0);
    await cancelBuild(await readBuild(id, home.site));
    await ended(id, home);
    await waitFor('the lock to be given back', () => !existsSync(lock));
  });
});

describe('report 39: the launcher does not show the new kernel yet', () => {
  it('report 39: the last page says what to do and how the tile is called', async () => {
    const home = makeHome({ pretendUv: true });
    const { id } = await createWell(home, { name: 'mine', display_name: 'My Tile' });
    const { ask } = await serveHome(home);
    const { text } = await ask(`/builds/${id}`);
    expect(text).toContain('My Tile');
    expect(text).toMatch(/already open, reload/);
  });

  it('report 39: the same request again is recognised as what is there already', async () => {
    const home = makeHome({ pretendUv: true });
    await createWell(home, { name: 'mine' });
    await expect(order(home, 'mine')).rejects.toMatchObject({
      errors: [{ code: 'kernel-exists', hint: 'If an open Jupyter does not show it, reload the page' }],
    });
  });
});

describe('report 41: a log that floods page and disk', () => {
  it('report 41: it is cut at the limit with a note, and no control character or bad byte gets through', async () => {
    const home = makeHome({ settings: { limits: { log_megabytes: 1 } } });
    const line = `\\033[31m<script>alert(1)</script>\\033[0m \\033]0;title\\007\\377${'x'.repeat(150)}`;
    const script = `yes "$(printf '${line}')" | head -n 200000`;
    const { files, state } = await ended(
      await orderPretend(home, pretendPlan(home, [shell('flood', script)])),
      home,
    );
    expect(state).toMatchObject({ status: 'succeeded' });
    expect(statSync(files.journal).size).toBeLessThan(4_000_000);
    const log = await logText(files);
    expect(log).toMatch(/the log has reached the site’s limit/);
    const [first] = log.match(/^<script>.*$/m) ?? [];
    expect(first).toMatch(/^<script>alert\(1\)<\/script> \ufffdx{150}$/);
  });

  it('report 41: no markup of it reaches a page', async () => {
    const home = makeHome();
    const script = "echo '<script>alert(1)</script><img src=x onerror=alert(2)>'";
    const { id } = await ended(await orderPretend(home, pretendPlan(home, [shell('evil', script)])), home);
    const { ask } = await serveHome(home);
    const { text } = await ask(`/builds/${id}`);
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toMatch(/<script>alert|<img src=x/);
  });
});

describe('report 42: cancelling leaves children and half-built trees', () => {
  it('report 42: all of the group ends, the tree goes, the lock is free and the next try succeeds', async () => {
    const home = makeHome({ pretendUv: true });
    home.hook('sleep 999 & echo "child $!"; sh -c "trap : TERM; sleep 998; sleep 997"');
    const id = await order(home, 'mine');
    const build = await waitFor('the child to be there', async () => {
      const now = await readBuild(id, home.site);
      return (await logText(now.files)).includes('child ') ? now : undefined;
    });
    const child = Number(/^child (\d+)$/m.exec(await logText(build.files))?.[1]);
    await cancelBuild(build);
    const { state, files, plan } = await ended(id, home);
    expect(state.status).toBe('cancelled');
    expect(startTime(child)).toBeUndefined();
    expect(existsSync(join(plan.prefix, '..'))).toBe(false);
    expect(await logText(files)).toContain('child ');
    home.hook('');
    await createWell(home, { name: 'mine' });
  });
});
