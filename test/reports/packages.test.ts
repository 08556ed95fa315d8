/** Real problem reports about packages and channels; each title says which one and what is right. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RequestErrors, userErrorsOf } from '../../src/base/errors.js';
import { diagnose } from '../../src/builds/diagnosis/diagnose.js';
import { makePlan } from '../../src/plan/make-plan.js';
import { recipeFromFields } from '../../src/recipe/from-fields.js';
import { renderScript } from '../../src/steps/script.js';
import { asJson } from '../support/as-json.js';
import { createWell } from '../support/create.js';
import { makeHome } from '../support/home.js';
import { conda, context, recipe, uv } from '../support/host.js';

// Real processes, beside those of other test files.
describe('report 14: terms of service stop a build that cannot ask', () => {
  const fields = { manager: 'conda', channels: ['conda-forge'] };

  it('report 14: only the channels that were chosen count, and nothing is accepted for anybody', () => {
    const script = renderScript(makePlan(recipe(fields), context({ conda })));
    expect(script).toContain('--override-channels --channel conda-forge');
    expect(script).not.toMatch(/\btos\b|AUTO_ACCEPT|condarc|defaults/i);
  });

  it('report 14: a channel’s request to accept its terms is reported as such', () => {
    const lines = [
      'CondaToSNonInteractiveError: Terms of Service have not been accepted for the following channels. Please accept or remove them before proceeding:',
      '    - https://repo.anaconda.com/pkgs/main',
    ].map((text, index) => ({ line: index + 1, text }));
    const cause = diagnose({ phase: 'create', tool: 'conda', exit: 1, lines, closeNames: () => [] });
    expect(cause).toMatchObject({ code: 'terms-not-accepted', line: 1 });
    expect(cause.hint).toBeTruthy();
  });
});

describe('report 25: an environment without Python or pip', () => {
  it('report 25: what the kernel needs is asked for in the same solve, and always called by its whole path', () => {
    const { steps } = makePlan(recipe({ manager: 'conda', packages: ['zlib'] }), context({ conda }));
    const words = steps.flatMap(({ action }) => (action.kind === 'command' ? [action.argv] : []));
    const create = words.find((argv) => argv.includes('create')) ?? [];
    expect(create.slice(-4)).toEqual(['python', 'ipykernel', 'pip', 'zlib']);
    for (const [program] of words) expect(program).not.toMatch(/^(python|pip|conda|uv)/);
  });
});

describe('report 38: a package that is an option, an address or shell text', () => {
  const lines = {
    'numpy>=1.20,<2': 'numpy>=1.20,<2',
    'requests[socks]==2.31; python_version>="3.8"': 'requests[socks]==2.31; python_version >= "3.8"',
    '--index-url http://x': undefined,
    '-e /': undefined,
    '-r /etc/passwd': undefined,
    'git+file:///srv/x': undefined,
    '$(touch pwned)': undefined,
    '/etc/passwd': undefined,
  };

  it.each(Object.entries(lines))('report 38: %j is one package or is refused', (typed, spec) => {
    const { recipe: read, errors } = recipeFromFields({ name: 'x', packages: typed });
    if (spec) expect(asJson(read?.packages)).toEqual([spec]);
    else expect(read?.packages ?? []).toEqual([]);
    if (!spec && !read) expect(errors[0]).toMatchObject({ field: 'packages', hint: expect.any(String) });
  });

  it('report 38: an address is for the site to allow', async () => {
    const home = makeHome({ pretendUv: true });
    const wheel = createWell(home, { name: 'x', packages: ['pkg @ https://files.example/p.whl'] });
    const refusal = await wheel.catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RequestErrors);
    expect(userErrorsOf(refusal)).toMatchObject([{ code: 'package-url-not-allowed', exit: 3 }]);
  });

  it('report 38: a channel is for conda, and pip says so', () => {
    const asked = { packages: ['conda-forge::six'] };
    expect(renderScript(makePlan(recipe({ ...asked, manager: 'conda' }), context({ conda })))).toContain(
      'conda-forge::six',
    );
    expect(() => makePlan(recipe({ ...asked, manager: 'uv' }), context({ uv }))).toThrow(/needs conda/);
  });

  it('report 38: a comparison never becomes a redirection', async () => {
    const home = makeHome({ pretendUv: true });
    const { plan } = await createWell(home, { name: 'x', packages: ['numpy>=1.20', 'six<2'] });
    const everything = [home.directory, home.home, home.environments, plan.prefix].flatMap((path) =>
      readdirSync(path),
    );
    expect(everything.filter((name) => /^[=<>]/.test(name))).toEqual([]);
    expect(existsSync('=1.20')).toBe(false);
    expect(readFileSync(join(plan.prefix, '.create_kernel', 'lock.txt'), 'utf8')).toContain('numpy>=1.20\n');
  });
});
