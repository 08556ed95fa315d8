/** Kills the runner with SIGKILL, or stops it, at the moments that are hardest to clean up after. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { cancelBuild, listBuilds, readBuild } from '../../../src/builds/builds.js';
import {
  isStopped,
  readIdentity,
  startTime,
} from '../../../src/builds/holding/processes/process-identity.js';
import { hasRecordedEnd } from '../../../src/builds/journal/journal.js';
import type { Step } from '../../../src/steps/plan.js';
import { type Home, makeHome } from '../../support/home.js';
import { ended, orderPretend, pretendPlan, shell } from '../../support/pretend.js';
import { waitFor } from '../../support/wait.js';

/** Starts a build of these steps, and waits until they have written their pid to `pid` in the home. */
async function startBuild(home: Home, steps: Step[]) {
  const plan = pretendPlan(home, steps);
  const id = await orderPretend(home, plan);
  const pid = Number(await waitFor('the step to run', () => read(join(home.directory, 'pid'))));
  const { files } = await readBuild(id, home.site);
  const runner = await waitFor('the runner’s identity', () => readIdentity(files.runner)?.pid);
  return { id, plan, files, pid, runner };
}

/** Kills the runner, which may end by itself before; returns when it has ended. */
async function killRunner(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    expect(error).toMatchObject({ code: 'ESRCH' });
  }
  await waitFor('the runner to end', () => startTime(pid) === undefined);
}

it('killed before it has recorded the pid of its tool, the tool ends with its build and makes nothing after it', async () => {
  const home = makeHome();
  const again = `mkdir -p ${home.environments}/pretend/1; echo lock > ${home.environments}/pretend/1/lock.txt`;
  const script = `echo $$ > ${home.directory}/pid; while :; do ${again}; done`;
  const { id, plan, files, pid, runner } = await startBuild(home, [shell('write', script)]);
  await killRunner(runner);
  rmSync(files.step, { force: true });
  expect((await readBuild(id, home.site)).state.status).toBe('interrupted');
  expect(startTime(pid)).toBeUndefined();
  expect(existsSync(dirname(plan.prefix))).toBe(false);
  // No file of this app counts as someone else's.
  const next = await ended(await orderPretend(home, pretendPlan(home)), home);
  expect(next.state.status).toBe('succeeded');
});

it('killed while its tool goes on after its first thread, the tool ends with its build', async () => {
  const home = makeHome();
  const program = join(home.directory, 'goes_on.py');
  const lines = [
    'import ctypes, os, threading',
    'def write():',
    '    while True:',
    `        os.makedirs('${home.environments}/pretend/1', exist_ok=True)`,
    `        open('${home.environments}/pretend/1/lock.txt', 'w').close()`,
    'threading.Thread(target=write).start()',
    `open('${home.directory}/pid', 'w').write(str(os.getpid()))`,
    'ctypes.CDLL(None).pthread_exit(None)',
  ];
  writeFileSync(program, lines.join('\n'));
  const { id, plan, files, pid, runner } = await startBuild(home, [shell('write', `python3 -I ${program}`)]);
  await waitFor('its first thread to end', () => /\) Z /.test(read(`/proc/${pid}/stat`)));
  expect(startTime(pid)).toBeDefined();
  await killRunner(runner);
  rmSync(files.step, { force: true });
  expect((await readBuild(id, home.site)).state.status).toBe('interrupted');
  expect(startTime(pid)).toBeUndefined();
  expect(existsSync(dirname(plan.prefix))).toBe(false);
});

it('killed during verification, the kernel ends although it has a separate session', async () => {
  const home = makeHome();
  const tried = `setsid sh -c 'echo $$ > ${home.directory}/pid; sleep 999' & wait`;
  const { id, plan, pid, runner } = await startBuild(home, [shell('try-kernel', tried)]);
  await killRunner(runner);
  await readBuild(id, home.site);
  expect(startTime(pid)).toBeUndefined();
  expect(existsSync(plan.staging)).toBe(false);
});

it('cancelled during verification, the kernel ends too', async () => {
  const home = makeHome();
  const tried = `setsid sh -c 'trap "" TERM; echo $$ > ${home.directory}/pid; sleep 999' & wait`;
  const { id, pid } = await startBuild(home, [shell('try-kernel', tried)]);
  await cancelBuild(await readBuild(id, home.site));
  expect((await ended(id, home)).state.status).toBe('cancelled');
  expect(startTime(pid)).toBeUndefined();
});

it.each(['killed', 'asked to end'] as const)(
  '%s between the publication and the tidying up, nothing with secret values stays',
  async (how) => {
    const home = makeHome();
    const plan = pretendPlan(home);
    const { steps } = plan;
    const wait = shell('wait', `echo $$ > ${home.directory}/pid; sleep 999`, { phase: 'publish' });
    const published = steps.findIndex(({ id }) => id === 'publish') + 1;
    steps.splice(published, 0, wait);
    const id = await orderPretend(home, plan);
    await waitFor('the step to run', () => read(join(home.directory, 'pid')));
    const { files } = await readBuild(id, home.site);
    writeFileSync(`${plan.staging}/after.env`, 'TOKEN=secret\0');
    const runner = readIdentity(files.runner)?.pid ?? 0;
    if (how === 'killed') await killRunner(runner);
    else process.kill(runner, 'SIGTERM');
    expect((await ended(id, home)).state.status).toBe('succeeded');
    expect(existsSync(plan.staging)).toBe(false);
    expect(existsSync(plan.kernel_directory)).toBe(true);
  },
);

it('killed while it deletes its temporary files after the end, the next reader deletes them', async () => {
  const home = makeHome();
  const plan = pretendPlan(home, [
    shell('fill', `cd ${home.jupyter_data}/create_kernel/pretend-1/work && seq 30000 | xargs touch`),
  ]);
  const id = await orderPretend(home, plan);
  const { files } = await readBuild(id, home.site);
  const runner = await waitFor('the runner’s identity', () => readIdentity(files.runner)?.pid);
  await waitFor('the end', () => hasRecordedEnd(files));
  await killRunner(runner);
  const aside = `${plan.staging}-ended-${id}`;
  expect(existsSync(plan.staging)).toBe(false);
  expect((await listBuilds(home.site))[0]?.state.status).toBe('succeeded');
  expect(existsSync(aside)).toBe(false);
});

it('ended, its temporary files are left to its runner as long as that lives', async () => {
  const home = makeHome();
  const { id, plan, runner } = await startBuild(home, [
    shell('wait', `echo $$ > ${home.directory}/pid; sleep 999`),
  ]);
  const aside = `${plan.staging}-ended-${id}`;
  mkdirSync(join(aside, 'work'), { recursive: true });
  await listBuilds(home.site);
  expect(existsSync(aside)).toBe(true);
  await killRunner(runner);
  await listBuilds(home.site);
  expect(existsSync(aside)).toBe(false);
});

it('the next build of a name, and no other, deletes the leftovers of an earlier version', async () => {
  const home = makeHome();
  const stagings = join(home.jupyter_data, 'create_kernel');
  for (const name of ['pretend-7', 'pretend-more-1'])
    mkdirSync(join(stagings, name, 'work'), { recursive: true });
  await ended(await orderPretend(home, pretendPlan(home)), home);
  expect(readdirSync(stagings)).toEqual(['pretend-more-1']);
});

it('stopped, a build can be cancelled, and the user learns why that took longer', async () => {
  const home = makeHome();
  const { id, runner } = await startBuild(home, [
    shell('wait', `echo $$ > ${home.directory}/pid; sleep 999`),
  ]);
  process.kill(runner, 'SIGSTOP');
  await waitFor('the runner to be stopped', () => isStopped({ pid: runner }));
  const note = await cancelBuild(await readBuild(id, home.site));
  expect(note).toContain(`The process that runs the build (${runner}) was suspended`);
  expect((await ended(id, home)).state.status).toBe('cancelled');
});

function read(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
}
