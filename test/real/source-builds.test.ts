/** Packages that are built from source with what the recipe says: real archives, by the real uv and pip. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { nextSteps } from '../../src/kernels/requests/next-step.js';
import { parseRecipe } from '../../src/recipe/recipe.js';
import { makeSmallIndex } from '../parts/index/small.js';
import { create, createWell } from '../support/create.js';
import { type Home, makeHome } from '../support/home.js';
import { logText } from '../support/log.js';

const small = await makeSmallIndex();
await small.publish('buildingtool', '1.0');
await small.publish('buildingtool', '2.0');
await small.publishNeeding('needsoldtool', '1.0', 'buildingtool', 'buildingtool');
await small.publishNeeding('hidesitsneed', '1.0', 'buildingtool');

describe('a package that is built from source', () => {
  let home: Home;
  const links = { PIP_FIND_LINKS: small.wheels, UV_FIND_LINKS: small.wheels };
  const recipe = { manager: 'uv', language_version: small.fields.language_version, install_variables: links };
  beforeAll(() => {
    home = makeHome({ shared: true, keepPackages: true });
  });

  it('is built with an older version of what its build declares', async () => {
    const fields = { ...recipe, name: 'older', packages: ['needsoldtool'] };
    const failed = await create(home, fields);
    expect(failed.state.status).toBe('failed');
    expect(await logText(failed.files)).toContain('buildingtool is too new');
    const { plan } = await createWell(home, { ...fields, build_constraints: ['buildingtool<2'] });
    const lock = readFileSync(join(plan.prefix, '.create_kernel/lock.txt'), 'utf8');
    expect(lock).toContain('needsoldtool');
    expect(lock).not.toContain('buildingtool');
  });

  it('is built by pip with that version too, by a pip that is new enough', async () => {
    const fields = { ...recipe, manager: 'venv', name: 'by-pip', packages: ['needsoldtool'] };
    await createWell(home, { ...fields, build_constraints: ['buildingtool<2'] });
  });

  it('is built with what it does not declare, if that is installed first', async () => {
    const fields = { ...recipe, name: 'beside', packages: ['hidesitsneed'] };
    const failed = await create(home, fields);
    expect(failed.state.cause).toMatchObject({
      code: 'build-needs-package',
      message: expect.stringContaining('`buildingtool`'),
    });
    const [step] = nextSteps(failed, parseRecipe(fields)).filter(({ build }) => build);
    expect(step?.build).toEqual({ build_packages: ['buildingtool', 'setuptools', 'wheel'] });
    const build_packages = ['buildingtool<2'];
    const { plan } = await createWell(home, { ...fields, build_packages });
    const lock = readFileSync(join(plan.prefix, '.create_kernel/lock.txt'), 'utf8');
    expect(lock).toMatch(/buildingtool(==| @ .*-)1\.0/);
  });
});
