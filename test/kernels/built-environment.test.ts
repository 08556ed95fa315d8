import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readLockedEnvironment } from '../../src/kernels/built-environment.js';
import { planRequest } from '../../src/plan/make-plan.js';
import { makePlanRequest } from '../../src/plan/plan-request.js';
import { makeHome } from '../support/home.js';
import { context, interpreter, recipe, uv } from '../support/host.js';
import { makeKernel } from '../support/made-kernel.js';

/** The Python interpreters of the host, in the order in which they are preferred. */
const { site } = context({ uv, interpreters: [interpreter('3.13.1'), interpreter('3.11.2')] });

/** The interpreter that a rebuild takes after the first build has reported this. */
async function rebuiltWith(language: string, reported: object): Promise<string | undefined> {
  const home = makeHome();
  const made = makeKernel(home);
  const file = made.at('.create_kernel/report.json');
  const report = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...report, kernel: { ...report.kernel, ...reported } }));
  const asked = recipe({ name: 'mine', language, manager: 'uv' });
  const locked = await readLockedEnvironment(await made.read(), asked, home.site);
  const { steps } = planRequest(makePlanRequest(asked, site, { locked }), { generation: 2, version: '1' });
  const create = steps.find(({ id }) => id === 'create-environment')?.action;
  return create?.kind === 'command' ? create.argv[create.argv.indexOf('--python') + 1] : undefined;
}

describe('a rebuild has the Python that its packages were locked for', () => {
  it.each([
    ['as the version of its language', 'python', { language_version: '3.11.2' }, '/usr/bin/python3.11'],
    [
      'as the runtime of another language',
      'bash',
      { language_version: '5.2', runtime_version: '3.11.2' },
      '/usr/bin/python3.11',
    ],
    [
      'unless an earlier version of the app did not record it',
      'bash',
      { language_version: '5.2' },
      '/usr/bin/python3.13',
    ],
  ])('%s', async (_, language, reported, python) => {
    expect(await rebuiltWith(language, reported)).toBe(python);
  });
});
