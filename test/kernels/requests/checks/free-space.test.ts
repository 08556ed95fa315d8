import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it, onTestFinished, vi } from 'vitest';
import { recentFreeSpace } from '../../../../src/kernels/requests/checks/free-space.js';
import { makeHome } from '../../../support/home.js';

it('a quota command is asked once in a while, not at every key', async () => {
  const home = makeHome();
  const [asked, command] = [`${home.directory}/asked`, `${home.directory}/quota`];
  appendFileSync(asked, '');
  writeFileSync(command, `#!/bin/sh\necho "$1" >> ${asked}\necho 12345\n`, { mode: 0o755 });
  const site = { ...home.site, config: { ...home.site.config, quota_command: [command] } };
  const now = vi.spyOn(performance, 'now').mockReturnValue(1000);
  onTestFinished(() => now.mockRestore());
  const ask = () => recentFreeSpace(home.environments, site);
  const answers = await Promise.all([ask(), ask(), ask()]);
  expect(answers.map((space) => space?.bytes)).toEqual([12345, 12345, 12345]);
  expect(readFileSync(asked, 'utf8')).toBe(`${home.environments}\n`);
  now.mockReturnValue(40_000);
  await ask();
  expect(readFileSync(asked, 'utf8')).toBe(`${home.environments}\n`.repeat(2));
});
