import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { removeTree } from '../../../src/builds/holding/clear.js';
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

it('builds that are older than the site keeps are deleted after the next one', async () => {
  const home = makeHome({ settings: { retention: { log_days: 30 } } });
  const old = join(home.data_root, 'builds', '20200101-000000-abcdef');
  mkdirSync(old, { recursive: true });
  const state = { status: 'failed', started: 0, ended: Date.now() - 31 * 86_400_000 };
  writeFileSync(join(old, 'status.json'), JSON.stringify({ state, offset: 0 }));
  await ended(await orderPretend(home, pretendPlan(home)), home);
  await waitFor('the old build to go', () => !existsSync(old));
});
