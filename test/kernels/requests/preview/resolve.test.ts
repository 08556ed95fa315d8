import { readdirSync } from 'node:fs';
import { chmod, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Resolving, resolvePackages } from '../../../../src/kernels/requests/preview/resolve.js';
import { environmentRequest } from '../../../../src/plan/make-plan.js';
import { makePlanRequest } from '../../../../src/plan/plan-request.js';
import { makeHome } from '../../../support/home.js';
import { recipe } from '../../../support/host.js';
import { put } from '../../../support/venv.js';

const ANSWER = {
  actions: {
    FETCH: [{ name: 'numpy', version: '2.0', size: 8_000_000 }],
    LINK: [
      { name: 'python', version: '3.12.1' },
      { name: 'numpy', version: '2.0' },
    ],
  },
};

/** The answer of a conda that runs these lines of sh; no leftovers may remain, also of an earlier query. */
async function resolveWith(lines: string, limits = {}): Promise<Resolving> {
  const environment = { https_proxy: 'http://ada:hunter2@proxy:3128' };
  const home = makeHome({ settings: { environment, limits, managers: { conda: { path: '$HOME/conda' } } } });
  const program = join(home.home, 'conda');
  for (const name of ['preview-old', 'environment-old']) {
    const abandoned = join(home.data_root, 'previews', name);
    await put(join(abandoned, 'requirements.txt'), '');
    await utimes(abandoned, 0, 0);
  }
  await put(program, `#!/bin/sh\n[ "$1" = --version ] && echo conda 24.1.0 && exit\n${lines}\n`);
  await chmod(program, 0o755);
  const site = await home.equip();
  const asked = recipe({ manager: 'conda', packages: ['numpy'], pip_packages: ['rich'] });
  const checked = makePlanRequest(asked, site);
  const request = environmentRequest(checked, { generation: 1 });
  const answer = await resolvePackages(checked.manager, request, site);
  expect(readdirSync(join(home.data_root, 'previews'))).toEqual([]);
  return answer;
}

it('the packages are listed with which were requested, what must be downloaded, and what pip adds', async () => {
  expect(await resolveWith(`echo '${JSON.stringify(ANSWER)}'`)).toMatchObject({
    resolved: {
      packages: [
        { name: 'python', version: '3.12.1', source: 'conda', size: 0, requested: false },
        { name: 'numpy', version: '2.0', source: 'conda', size: 8_000_000, requested: true },
      ],
      unresolved: ['rich'],
      download_bytes: 8_000_000,
    },
  });
});

it.each([
  ['that is none of ours to read', 'echo Solving...', 'resolve-failed', 'Solving...'],
  ['of another shape', `echo '{"actions": "none"}'`, 'resolve-failed', '{"actions": "none"}'],
  ['that says why not', 'echo conda: no space left on device >&2; exit 1', undefined, 'no space left'],
  ['that is cut off by a signal', 'echo Collecting; kill -9 $$', undefined, 'Collecting'],
])('an answer %s is a problem, with the output of the tool', async (_, lines, code, words) => {
  const { resolved, resolve_problem, resolve_output } = await resolveWith(lines);
  expect(resolved).toBeUndefined();
  expect(resolve_problem?.message).not.toBe('');
  if (code) expect(resolve_problem?.code).toBe(code);
  expect(resolve_output).toContain(words);
});

it('a manager that has not answered in time is ended, and the preview says how long it was waited for', async () => {
  const { resolved, resolve_problem } = await resolveWith('exec tail -f /dev/null', { preview_seconds: 2 });
  expect(resolved).toBeUndefined();
  expect(resolve_problem).toMatchObject({
    code: 'resolve-slow',
    message: expect.stringContaining('2 seconds'),
  });
});

it.each(['echo "ProxyError: $https_proxy said 407" >&2; exit 1', 'echo "no login: hunter2"'])(
  'an answer shows no password that it was given: %s',
  async (lines) => {
    const answer = await resolveWith(lines);
    expect(answer.resolve_output).toContain('***');
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  },
);
