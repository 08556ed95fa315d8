import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { appRoot, runnerProgram } from '../../../src/base/program.js';
import { nameLock } from '../../../src/builds/build-directory.js';
import { cancelBuild, listBuilds, readBuild, readBuildRecipe } from '../../../src/builds/builds.js';
import { readHolder } from '../../../src/builds/holding/lock.js';
import { startTime } from '../../../src/builds/holding/processes/process-identity.js';
import { usedDirectories } from '../../../src/builds/holding/processes/process-paths.js';
import { parseEvent } from '../../../src/builds/journal/journal.js';
import { orderBuild } from '../../../src/builds/order-build.js';
import { WHEN_READY } from '../../../src/builds/runner/when-ready.js';
import { command } from '../../../src/steps/step.js';
import { makeGate } from '../../support/gate.js';
import { makeHome } from '../../support/home.js';
import { logText } from '../../support/log.js';
import { mayMount, unmountAll } from '../../support/mount.js';
import {
  ended,
  orderPretend,
  pretendPlan,
  pretendRecipe,
  pretendReport,
  running,
  shell,
} from '../../support/pretend.js';
import { waitFor } from '../../support/wait.js';

// These tests run real processes, beside those of other test files.
const WAIT = 'until [ -e ../go ]; do sleep 0.02; done';

describe('a build', () => {
  it('runs its steps in order, publishes, and records that it succeeded', async () => {
    const home = makeHome();
    const plan = pretendPlan(home, [shell('say', 'echo hello; echo warning >&2')]);
    const { state } = await ended(await orderPretend(home, plan), home);
    expect(state).toMatchObject({ status: 'succeeded', name: 'pretend', lines: 2, report: { size: 0 } });
    expect(state.steps.map((step) => step.status)).toEqual(plan.steps.map(() => 'succeeded'));
    expect(JSON.parse(readFileSync(`${plan.kernel_directory}/kernel.json`, 'utf8'))).toMatchObject({
      display_name: 'pretend kernel',
    });
    expect(existsSync(plan.staging)).toBe(false);
  });

  it.skipIf(!mayMount)(
    'is ready with its kernel in the launcher, though its temporary files are still there',
    async () => {
      const home = makeHome();
      onTestFinished(() => unmountAll(home));
      const held = `${home.jupyter_data}/create_kernel/pretend-1/work/held`;
      const plan = pretendPlan(home, [shell('hold', `mkdir ${held} && mount -t tmpfs tmpfs ${held}`)]);
      const id = await orderPretend(home, plan);
      const { state } = await ended(id, home);
      expect(state.status).toBe('succeeded');
      expect(existsSync(`${plan.kernel_directory}/kernel.json`)).toBe(true);
      const aside = `${plan.staging}-ended-${id}`;
      expect(readdirSync(join(aside, 'work'))).toEqual(['held']);
      unmountAll(home);
      await listBuilds(home.site);
      expect(existsSync(aside)).toBe(false);
    },
  );

  it('passes the environment of an activation to later steps, but not to a clean one', async () => {
    const home = makeHome();
    const tell = ['sh', '-c', 'echo "<$GIVEN>"'];
    const plan = pretendPlan(home, [
      {
        ...{ id: 'activate', phase: 'activate', title: 'Activate' },
        action: { kind: 'environment', lines: ['export GIVEN=1'] },
      },
      command({ id: 'after', phase: 'install', title: 'Tell' }, tell),
      command({ id: 'clean', phase: 'install', title: 'Tell' }, tell, { clean: true }),
    ]);
    const { files } = await ended(await orderPretend(home, plan), home);
    expect((await logText(files)).match(/^<.*>$/gm)).toEqual(['<1>', '<>']);
  });

  it("gets no variable of the server's environment", async () => {
    process.env.LEAKED_BY_THE_SERVER = 'yes';
    const home = makeHome();
    const plan = pretendPlan(home, [command({ id: 'env', phase: 'install', title: 'Tell' }, ['env'])]);
    const log = await logText((await ended(await orderPretend(home, plan), home)).files);
    delete process.env.LEAKED_BY_THE_SERVER;
    expect(log).toContain(`HOME=${home.home}`);
    expect(log).not.toMatch(/LEAKED|NODE_|VITEST/);
  });

  it('leaves a complete directory that no other user can read', async () => {
    const home = makeHome();
    const { files, plan } = await ended(await orderPretend(home, pretendPlan(home)), home);
    // As the administrator's documentation says.
    const documented = readFileSync(join(appRoot, 'docs/admin.md'), 'utf8');
    const modes = /\*\*Build files\*\* are in a directory with mode (\d+), and have mode (\d+)/.exec(
      documented,
    );
    expect(modes?.slice(1)).toEqual(['0700', '0600']);
    expect(statSync(files.directory).mode & 0o777).toBe(0o700);
    for (const path of [files.recipe, files.plan, files.order, files.journal, files.status])
      expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await readBuildRecipe({ files, plan })).toEqual(pretendRecipe());
    expect(existsSync(files.reserve)).toBe(false);
  });

  it('masks the values of secret variables in its log, in commands too', async () => {
    const home = makeHome();
    const step = command({ id: 'tell', phase: 'install', title: 'Tell' }, ['sh', '-c', 'echo $MY_TOKEN'], {
      variables: { MY_TOKEN: 'hunter2hunter2' },
    });
    const { files } = await ended(await orderPretend(home, pretendPlan(home, [step])), home);
    expect(readFileSync(files.journal, 'utf8')).not.toContain('hunter2');
  });

  it('keeps the password of a proxy out of its log, its script and the cause of its failure', async () => {
    const home = makeHome();
    const program = join(home.directory, 'tell');
    writeFileSync(program, 'echo "via $https_proxy"; echo "407 for ada with hunter2hunter2" >&2; exit 1');
    const plan = pretendPlan(home, [shell('tell', `. ${program}`)]);
    home.site.config.environment.https_proxy = 'http://ada:hunter2hunter2@proxy:3128';
    plan.environment.https_proxy = 'http://ada:hunter2hunter2@proxy:3128';
    const { files, state } = await ended(await orderPretend(home, plan), home);
    expect(state.status).toBe('failed');
    expect(await logText(files)).toContain('via http://***@proxy:3128');
    const written = [files.journal, files.script, files.site]
      .map((path) => readFileSync(path, 'utf8'))
      .join('');
    expect(written).not.toContain('hunter2');
  });
});

describe('a build on the portal host', () => {
  it('has the niceness that the site sets', async () => {
    const home = makeHome({ settings: { build_on: { nice: 13 } } });
    const { files } = await ended(await orderPretend(home, pretendPlan(home, [shell('tell', 'nice')])), home);
    // It is raised only: the tests may have a higher one.
    expect((await logText(files)).split('\n')).toContain(String(Math.max(13, getPriority())));
  });
});

describe('the site’s policy', () => {
  it('applies to a recipe that reached the runner without an earlier check', async () => {
    const home = makeHome({ settings: { forbidden_packages: ['numpy'] } });
    const plan = pretendPlan(home, [shell('act', 'echo acted')]);
    const { state, files } = await ended(await orderPretend(home, plan, { packages: ['numpy'] }), home);
    expect(state).toMatchObject({ status: 'failed', cause: { code: 'package-forbidden' } });
    expect(await logText(files)).not.toContain('acted');
    expect(existsSync(plan.prefix)).toBe(false);
  });

  it('applies to the package manager and the host too, which may be disabled while the build waits', async () => {
    const home = makeHome({ settings: { build_on: { local: false } } });
    const { state } = await ended(await orderPretend(home, pretendPlan(home)), home);
    expect(state).toMatchObject({ status: 'failed', cause: { code: 'build-on-unknown' } });
  });

  it('prevents publishing an environment that is too large', async () => {
    const home = makeHome({ settings: { limits: { environment_megabytes: 0.5 } } });
    const plan = pretendPlan(home);
    const measure = `echo '${JSON.stringify({ ...pretendReport, size: 600_000 })}' > ${plan.report}`;
    plan.steps.splice(
      plan.steps.findIndex(({ gives }) => gives === 'report'),
      0,
      shell('measure', measure),
    );
    const { state } = await ended(await orderPretend(home, plan), home);
    expect(state).toMatchObject({
      status: 'failed',
      cause: {
        code: 'environment-too-large',
        message: 'The environment needs 1 MB, more than the site’s limit of 0.5 MB',
      },
    });
    expect(existsSync(plan.kernel_directory)).toBe(false);
  });
});

describe('a build that fails', () => {
  it('reports the step and the cause, deletes everything, and keeps its log', async () => {
    const home = makeHome();
    const plan = pretendPlan(home, [shell('fail', 'echo the reason; exit 3'), shell('after', 'true')]);
    const { state, files } = await ended(await orderPretend(home, plan), home);
    expect(state).toMatchObject({ status: 'failed', cause: { message: expect.any(String) } });
    expect(state.steps.find(({ id }) => id === 'fail')).toMatchObject({ status: 'failed', exit: 3 });
    expect(state.steps.find(({ id }) => id === 'after')?.status).toBe('waiting');
    for (const path of [plan.prefix, plan.kernel_directory, plan.staging])
      expect(existsSync(path)).toBe(false);
    expect(await logText(files)).toContain('the reason');
  });

  it('keeps the environment if requested, and so does the next build', async () => {
    const home = makeHome();
    const plan = pretendPlan(home, [shell('fail', 'exit 3')]);
    const { state } = await ended(await orderPretend(home, plan, { keep: true }), home);
    expect(state.kept).toBe(plan.prefix);
    expect(existsSync(join(plan.prefix, '.create_kernel', 'kept'))).toBe(true);
  });

  it('does not replace an existing kernel', async () => {
    const home = makeHome();
    const plan = pretendPlan(home);
    mkdirSync(plan.kernel_directory, { recursive: true });
    writeFileSync(join(plan.kernel_directory, 'kernel.json'), '{}');
    const { state } = await ended(await orderPretend(home, plan), home);
    expect(state).toMatchObject({ status: 'failed', cause: { code: 'present-already' } });
    expect(readFileSync(join(plan.kernel_directory, 'kernel.json'), 'utf8')).toBe('{}');
  });
});

it('A runner that starts after its build was recorded as lost does nothing', async () => {
  const home = makeHome();
  const { files, plan } = await ended(
    await orderPretend(home, pretendPlan(home, [shell('no', 'exit 1')])),
    home,
  );
  const before = readFileSync(files.journal, 'utf8');
  execFileSync(process.execPath, [runnerProgram(), files.directory]);
  expect(readFileSync(files.journal, 'utf8')).toBe(before);
  expect(existsSync(plan.prefix)).toBe(false);
});

describe('cancelling a build', () => {
  it('ends all processes of the step, and deletes everything', async () => {
    const home = makeHome();
    const script = 'sleep 9998 & echo $!; echo $$; wait';
    const plan = pretendPlan(home, [shell('long', script)]);
    const id = await orderPretend(home, plan);
    await running(id, 'long', home);
    const build = await waitFor('its lines', async () => {
      const now = await readBuild(id, home.site);
      return now.state.lines >= 2 ? now : undefined;
    });
    const pids = [...(await logText(build.files)).matchAll(/^(\d+)$/gm)].map(([pid]) => Number(pid));
    await cancelBuild(build);
    const { state } = await ended(id, home);
    expect(state.status).toBe('cancelled');
    const events = readFileSync(build.files.journal, 'utf8').trim().split('\n').map(parseEvent);
    const statuses = events.map((event) => event?.type === 'status' && event.status).filter(Boolean);
    expect(statuses).toEqual(['running', 'cancelling', 'cancelled']);
    expect(pids).toHaveLength(2);
    expect(pids.filter((pid) => startTime(pid) !== undefined)).toEqual([]);
    expect(existsSync(plan.prefix)).toBe(false);
  });

  it('works while it waits for its turn', async () => {
    const home = makeHome({ settings: { limits: { builds: 1 } } });
    const first = await orderPretend(home, pretendPlan(home, [shell('long', 'sleep 999')], 'first'));
    await running(first, 'long', home);
    const second = await orderPretend(home, pretendPlan(home, [], 'second'));
    const waiting = await waitFor('it to wait', async () => {
      const build = await readBuild(second, home.site);
      return build.state.reason ? build : undefined;
    });
    expect(waiting.state.reason).toBe(`Waiting for build ${first} to end`);
    await cancelBuild(waiting);
    expect((await ended(second, home)).state.status).toBe('cancelled');
  });

  it('is refused once it has ended', async () => {
    const home = makeHome();
    const build = await ended(await orderPretend(home, pretendPlan(home)), home);
    await expect(cancelBuild(build)).rejects.toThrow(/has already ended/);
  });
});

describe('ordering a build', () => {
  it('locks the name until the build has ended, in upper and lower case', async () => {
    const home = makeHome();
    const plan = pretendPlan(home, [shell('wait', WAIT)]);
    const id = await orderPretend(home, plan);
    await running(id, 'wait', home);
    const again = await orderBuild(
      pretendRecipe(),
      { keep: false, launcher: 'local' },
      home.site,
      async () => {
        throw new Error('nothing is planned while the name is held');
      },
    );
    expect(again).toMatchObject({ id, holder: { build: id } });
    writeFileSync(join(plan.staging, 'go'), '');
    await ended(id, home);
    const lock = nameLock(join(home.data_root, 'locks'), 'PRETEND');
    await waitFor('the lock to be given back', () => readHolder(lock) === undefined);
  });

  it('leaves nothing if the plan is refused', async () => {
    const home = makeHome();
    const refused = orderBuild(pretendRecipe(), { keep: false, launcher: 'local' }, home.site, async () => {
      throw new Error('refused');
    });
    await expect(refused).rejects.toThrow('refused');
    expect(readHolder(nameLock(join(home.data_root, 'locks'), 'pretend'))).toBeUndefined();
    expect(readdirSync(join(home.data_root, 'builds'))).toEqual([]);
    // It was started while the plan was made.
    await waitFor('the runner to end', () => usedDirectories([home.data_root]).size === 0);
  });

  it('leaves no runner if the process that orders ends before the plan is complete', async () => {
    const home = makeHome();
    const directory = join(home.directory, 'a-build');
    mkdirSync(directory);
    // Its standard input ends without a word.
    const { status, output } = spawnSync(process.execPath, [runnerProgram(), directory, WHEN_READY]);
    expect([status, output.join('')]).toEqual([0, '']);
    expect(readdirSync(directory)).toEqual([]);
  });

  it.each(['nowhere', 'constructor'])('is refused for a launcher %s', async (launcher) => {
    const home = makeHome();
    const plan = async () => pretendPlan(home);
    await expect(
      orderBuild(pretendRecipe(), { keep: false, launcher }, home.site, plan),
    ).rejects.toMatchObject({
      code: 'launcher-unknown',
    });
  });

  it('says why the data root cannot be written', async () => {
    const home = makeHome();
    writeFileSync(home.data_root, 'a file');
    const plan = async () => pretendPlan(home);
    const options = { keep: false, launcher: 'local' };
    await expect(orderBuild(pretendRecipe(), options, home.site, plan)).rejects.toThrow(
      `\`${home.data_root}\` cannot be written to`,
    );
  });

  it('deletes the leftovers of an earlier build of the same generation', async () => {
    const home = makeHome();
    const plan = pretendPlan(home);
    mkdirSync(join(plan.prefix, 'leftovers'), { recursive: true });
    mkdirSync(join(plan.staging, 'leftovers'), { recursive: true });
    const { state } = await ended(await orderPretend(home, plan), home);
    expect(state.status).toBe('succeeded');
    expect(existsSync(join(plan.prefix, 'leftovers'))).toBe(false);
  });
});

describe('exclusive steps', () => {
  it('wait for each other, although the builds run side by side', async () => {
    const home = makeHome();
    const cache = join(home.environments, 'cache');
    const gate = makeGate(home, 'alone');
    const both = ['one', 'two'].map((name) => {
      const mark = join(home.directory, 'busy');
      const script = `[ ! -e ${mark} ] || exit 9; touch ${mark}; ${gate.wait}; rm ${mark}`;
      return pretendPlan(home, [shell('alone', script, { exclusive: cache })], name);
    });
    const ids = await Promise.all(both.map((plan) => orderPretend(home, plan)));
    await waitFor('one of them to wait for the other', async () => {
      const found = await Promise.all(ids.map((id) => readBuild(id, home.site)));
      return found.some(({ state }) => state.status === 'waiting');
    });
    gate.open();
    const builds = await Promise.all(ids.map((id) => ended(id, home)));
    expect(builds.map(({ state }) => state.status)).toEqual(['succeeded', 'succeeded']);
  });
});
