import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { CARD_FILE, SessionCardFile } from '../../../src/cli/following/session-card.js';
import { type BuildState, initialState } from '../../../src/shared/builds/build-state.js';
import { makeHome } from '../../support/home.js';

const step: BuildState['steps'][number] = {
  ...{ id: 'install', phase: 'install', title: 'Install the packages', status: 'running' },
  ...{ started: 0 },
};
const facts = z.object({ status: z.string(), step: z.string().optional(), errors: z.unknown().optional() });

it('shows on the card of a session what the build does, how far it is, and why it failed', async () => {
  const path = join(makeHome().directory, CARD_FILE);
  const card = new SessionCardFile(path, () => expect.unreachable());
  const shown = async (state: Partial<BuildState>) => {
    await card.updateState({ ...initialState, status: 'running', ...state });
    return facts.parse(JSON.parse(readFileSync(path, 'utf8')));
  };
  expect(await shown({ steps: [step] })).toEqual({ status: 'running', step: 'Install the packages' });
  const now = Date.now();
  const progress = {
    ...{ since: now - 10_000, seen: now, bytes: { done: 412e6, total: 903e6 } },
    ...{ packages: { done: 12, total: 41 }, open: [{ package: 'torch', bytes: 903e6 }] },
  };
  const { step: words } = await shown({ steps: [{ ...step, progress }] });
  expect(words).toMatch(
    /^Downloading `torch` \(903 MB\) · 412 MB of 903 MB · 12 of 41 packages · about \d+ s left$/,
  );
  const cause = { code: 'no-such-package', message: 'There is no `sixx`', hint: 'Did you mean `six`?' };
  const failed: BuildState['steps'] = [{ ...step, status: 'failed' }];
  expect(await shown({ status: 'failed', steps: failed, cause })).toEqual({
    status: 'failed',
    errors: [cause],
  });
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('says once why the card cannot be written, and does not end the build for it', async () => {
  const reasons: string[] = [];
  const card = new SessionCardFile(`/proc/nonexistent/${CARD_FILE}`, (reason) =>
    reasons.push(reason.message),
  );
  await card.update({});
  await card.update({ status: 'running' });
  expect(reasons).toEqual([expect.stringMatching(/^`\/proc\/nonexistent` cannot be written to: /)]);
});
