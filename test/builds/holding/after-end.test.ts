import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { removeTree } from '../../../src/builds/holding/clear.js';
import { notify } from '../../../src/builds/holding/notify.js';
import { initialState } from '../../../src/shared/builds/build-state.js';
import { makeHome } from '../../support/home.js';
import { ended, orderPretend, pretendPlan, shell } from '../../support/pretend.js';
import { waitFor } from '../../support/wait.js';

// These tests run real processes, beside those of other test files.
function makeAuditFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'create-kernel-audit-'));
  onTestFinished(() => removeTree(directory));
  return join(directory, 'audit.log');
}

const linesOf = (file: string) =>
  waitFor('the audit record', () =>
    existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : undefined,
  );

it.each([
  ['that succeeded', 'true', { result: 'succeeded', packages: 0, bytes: 0 }],
  ['that failed', 'exit 3', { result: 'failed', cause: 'unknown' }],
])('a build %s has one record in the site’s audit log', async (_, line, expected) => {
  const file = makeAuditFile();
  const home = makeHome({ settings: { audit: { file } } });
  const { id } = await ended(await orderPretend(home, pretendPlan(home, [shell('act', line)])), home);
  const [record, ...more] = await linesOf(file);
  expect(more).toEqual([]);
  const facts = {
    user: userInfo().username,
    build: id,
    kernel: 'pretend',
    generation: 1,
    manager: 'pretend',
  };
  expect(JSON.parse(record ?? '')).toMatchObject({ ...facts, ...expected });
});

it('a build succeeds if its audit record cannot be written', async () => {
  const home = makeHome({ settings: { audit: { file: '/proc/audit.log' } } });
  const { state, files } = await ended(await orderPretend(home, pretendPlan(home)), home);
  expect(state.status).toBe('succeeded');
  const said = () =>
    /The audit record could not be written to \/proc\/audit\.log/.test(
      readFileSync(files.runner_output, 'utf8'),
    );
  await waitFor('the runner to say so', said);
});

describe('the site’s command at the end of a build', () => {
  /** The variables that the command had, by their names. */
  const variablesIn = async (file: string): Promise<Record<string, string>> => {
    const text = await waitFor('the command', () =>
      existsSync(file) ? readFileSync(file, 'utf8') : undefined,
    );
    return Object.fromEntries(text.split('\0').map((line) => line.split(/=(.*)/s).slice(0, 2)));
  };

  it.each([
    ['that succeeded', 'true', { CREATE_KERNEL_RESULT: 'succeeded', CREATE_KERNEL_CAUSE: '' }],
    [
      'that failed',
      'exit 3',
      { CREATE_KERNEL_RESULT: 'failed', CREATE_KERNEL_CAUSE: expect.stringMatching(/\S/) },
    ],
  ])('has the facts of a build %s', async (_, line, expected) => {
    const file = makeAuditFile();
    const script = `env -0 >'${file}.part'; mv '${file}.part' '${file}'`;
    const settings = { notify_command: ['sh', '-c', script], portal_url: 'https://portal.example/app' };
    const home = makeHome({ settings });
    const { id } = await ended(await orderPretend(home, pretendPlan(home, [shell('act', line)])), home);
    const found = await variablesIn(file);
    expect(found).toMatchObject({
      CREATE_KERNEL_BUILD: id,
      CREATE_KERNEL_NAME: 'pretend',
      CREATE_KERNEL_DISPLAY_NAME: 'pretend kernel',
      CREATE_KERNEL_MANAGER: 'pretend',
      CREATE_KERNEL_SECONDS: expect.stringMatching(/^\d+$/),
      CREATE_KERNEL_URL: `https://portal.example/app/builds/${id}`,
      ...{ USER: userInfo().username, HOME: expect.stringMatching(/^\//) },
      ...expected,
    });
  });

  it('does not change a build when it fails, and its last line is noted', async () => {
    const settings = { notify_command: ['sh', '-c', 'echo no mail server >&2; exit 1'] };
    const home = makeHome({ settings });
    const { state, files } = await ended(await orderPretend(home, pretendPlan(home)), home);
    expect(state.status).toBe('succeeded');
    await waitFor('the note', () =>
      readFileSync(files.runner_output, 'utf8').includes('`notify_command` failed: no mail server'),
    );
  });

  it.each([
    ['does not exist', ['/nonexistent/program'], /failed: .*ENOENT/],
    ['runs too long, with its child', ['sh', '-c', 'sleep 600 & wait'], /failed: it ran for more than 0.2 s/],
  ])('is a note if it %s', async (_, notify_command, note) => {
    expect(await notify('b', initialState, { notify_command }, 0.2)).toMatch(note);
  });
});

it('builds that are older than the site keeps are deleted after the next one', async () => {
  const home = makeHome({ settings: { retention: { log_days: 30 } } });
  const old = join(home.data_root, 'builds', '20200101-000000-abcdef');
  mkdirSync(old, { recursive: true });
  const state = { status: 'failed', started: 0, ended: Date.now() - 31 * 86_400_000 };
  writeFileSync(join(old, 'status.json'), JSON.stringify({ state, offset: 0 }));
  await ended(await orderPretend(home, pretendPlan(home)), home);
  await waitFor('the old build to go', () => !existsSync(old));
});
