import { describe, expect, it } from 'vitest';
import { python } from '../../../src/languages/python/index.js';
import { chooseManager } from '../../../src/plan/choose-manager.js';
import { makePlan } from '../../../src/plan/make-plan.js';
import { policyCase, policyErrors } from '../../../src/site/policy.js';
import { context, interpreter, recipe, uv } from '../../support/host.js';
import { commandOf } from '../../support/plan.js';

const host = context({ uv, interpreters: [interpreter('3.11.7', '25.3')] });
const build = { build_constraints: ['setuptools<82'], build_packages: ['torch'] };
const staging = '/home/ada/.local/share/jupyter/create_kernel/first-1';

const variablesOf = (id: string, manager: string) => {
  const { steps } = makePlan(recipe({ manager, ...build, packages: ['flash-attn'] }), host);
  const action = steps.find((step) => step.id === id)?.action;
  return action?.kind === 'command' ? action.variables : {};
};

describe('what packages are built from source with', () => {
  it.each([
    ['uv', 'UV_BUILD_CONSTRAINT', ['lock-packages', 'install-packages']],
    ['venv', 'PIP_BUILD_CONSTRAINT', ['install-packages']],
  ])('reaches %s', (manager, variable, steps) => {
    const fields = { manager, ...build, packages: ['flash-attn'] };
    for (const id of steps) {
      expect(commandOf(id, fields, host)).toContain('--no-build-isolation');
      expect(variablesOf(id, manager)).toMatchObject({ [variable]: `${staging}/build-constraints.txt` });
    }
    expect(commandOf('install-build-packages', fields, host)).toEqual(
      expect.arrayContaining([`${staging}/build-packages.txt`, `${staging}/build-constraints.txt`]),
    );
  });

  it('is not passed on where the recipe has none', () => {
    expect(commandOf('install-packages', { manager: 'uv' }, host)).not.toContain('--no-build-isolation');
  });

  it('is refused by a pip that cannot do it', () => {
    const old = context({ interpreters: [interpreter('3.8.1')] });
    expect(() => chooseManager(recipe({ manager: 'venv', ...build }), python, old.site)).toThrow(
      'The pip for Python 3.8 does not support the fields of *Builds from source*',
    );
  });

  it('is refused where nothing comes from an index', () => {
    const rattler = recipe({ manager: 'rattler', channels: ['conda-forge'], ...build });
    expect(() => chooseManager(rattler, python, host.site)).toThrow(/builds no package from source here/);
  });

  it('is checked by the rules of the site, and as packages with versions', () => {
    const { site } = context({ uv }, { forbidden_packages: ['torch'] });
    expect(policyErrors(policyCase(recipe(build)), site)).toMatchObject([
      { code: 'package-forbidden', field: 'build_packages' },
    ]);
    expect(() => recipe({ build_constraints: ['https://host/a-1-py3-none-any.whl'] })).toThrow(
      /is not a package with a version/,
    );
  });
});
