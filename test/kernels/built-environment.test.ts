import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLockedEnvironment } from '../../src/kernels/built-environment.js';
import { lockFiles } from '../../src/managers/manager.js';
import { keptDirectory } from '../../src/plan/kernel/publish-steps.js';
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

describe('a lock', () => {
  const whole = 'numpy==1.26.4\nsix==1.17.0\n';

  it.each([
    ['cut between two lines', 'numpy==1.26.4\n'],
    ['cut in a line', 'numpy==1.2'],
    ['garbage', '%PDF'],
    ['empty', ''],
  ])('that is %s is taken from the copy that is kept', async (_, text) => {
    const home = makeHome();
    const made = makeKernel(home);
    const kernel = await made.read();
    const copies = keptDirectory(home.data_root, kernel.origin?.id ?? '', 1);
    mkdirSync(copies, { recursive: true });
    writeFileSync(join(copies, 'lock.txt'), whole);
    writeFileSync(made.at('.create_kernel/lock.txt'), text);
    const asked = recipe({ name: 'mine', manager: 'uv' });
    expect((await readLockedEnvironment(kernel, asked, home.site)).lock).toBe(whole);
    rmSync(copies, { recursive: true });
    if (text !== 'numpy==1.26.4\n')
      await expect(readLockedEnvironment(kernel, asked, home.site)).rejects.toMatchObject({
        code: 'lock-missing',
        facts: { path: made.at('.create_kernel/lock.txt') },
      });
  });

  it('is not used without what was added to it, if that is damaged', async () => {
    const name = lockFiles.added_lock;
    const home = makeHome();
    const made = makeKernel(home);
    const asked = recipe({ name: 'mine', manager: 'uv' });
    const read = async () => readLockedEnvironment(await made.read(), asked, home.site);
    writeFileSync(made.at(`.create_kernel/${name}`), 'tiny==1.0\n');
    expect(await read()).toMatchObject({ added_lock: 'tiny==1.0\n' });
    writeFileSync(made.at(`.create_kernel/${name}`), 'tiny==1');
    await expect(read()).rejects.toMatchObject({ facts: { path: made.at(`.create_kernel/${name}`) } });
  });
});
