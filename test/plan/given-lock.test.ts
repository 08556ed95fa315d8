import { describe, expect, it } from 'vitest';
import { collect, type UserError } from '../../src/base/errors.js';
import { makePlan } from '../../src/plan/make-plan.js';
import type { RecipeInput } from '../../src/recipe/recipe.js';
import { policyCase, policyErrors } from '../../src/site/policy.js';
import { conda, context, recipe, uv } from '../support/host.js';

const hash = `--hash=sha256:${'a'.repeat(64)}`;
const pip = `ipykernel==6.29 ${hash}\nsix==1.16 ${hash}\n`;
const url = (name: string) => `https://h/forge/linux-64/${name}-h1_0.conda#${'a'.repeat(32)}\n`;
const explicit = `@EXPLICIT\n${url('python-3.11.8')}${url('ipykernel-6.29')}${url('pip-24')}`;

function planned(fields: Partial<RecipeInput>) {
  const errors: UserError[] = [];
  const plan = collect(errors, () => makePlan(recipe({ packages: [], ...fields }), context({ uv, conda })));
  const errorWords = errors.map(({ code, message }) => `${code} ${message}`);
  return { manager: plan?.manager, steps: plan?.steps ?? [], errors: errorWords };
}

describe('A lock in a recipe', () => {
  it.each([
    ['uv', pip, 'install-packages'],
    ['venv', pip, 'install-locked'],
    ['conda', `${explicit}six==1 ${hash}\n`, 'install-locked'],
  ])('is installed by %s with its hashes and without a solve', (manager, lock, id) => {
    const { steps, errors } = planned({ manager, lock });
    expect(errors).toEqual([]);
    expect(steps.map((step) => step.id)).toContain(id);
    expect(steps.map((step) => step.id)).not.toContain('lock-packages');
    expect(JSON.stringify(steps)).toContain(hash);
  });

  it('chooses a manager for its source', () => {
    expect(planned({ lock: pip }).manager).toBe('uv');
    expect(planned({ lock: explicit, language_version: '3.11' }).manager).not.toBe('uv');
    expect(planned({ lock: explicit, manager: 'uv' }).errors.join()).toContain('lock-manager');
  });

  it('has to have the kernel package, and every package that the recipe asks for, in its version', () => {
    expect(planned({ lock: `six==1.16 ${hash}` }).errors.join()).toMatch(/lock-lacks.*ipykernel/);
    expect(planned({ lock: pip, packages: ['numpy'] }).errors.join()).toMatch(/lock-lacks.*numpy/);
    expect(planned({ lock: pip, packages: ['six==1.15'] }).errors.join()).toMatch(/lock-lacks.*six==1.15/);
    expect(planned({ lock: pip, packages: ['Six>=1', 'six==1.16'] }).errors).toEqual([]);
    expect(planned({ lock: explicit, language_version: '3.12' }).errors.join()).toContain('lock-lacks');
  });

  it('is kept with the environment, but not in kernel.json', () => {
    const { steps } = planned({ lock: pip });
    const withHashes = steps.filter((step) => JSON.stringify(step).includes('--hash=')).map(({ id }) => id);
    expect(withHashes).toEqual(['keep-recipe', 'write-lock.txt']);
  });

  it('is checked by the rules of the site', () => {
    const { site } = context(
      { uv },
      {
        forbidden_packages: ['six'],
        channels: { default: ['conda-forge'], allowed: ['bioconda'] },
      },
    );
    const codes = (lock: string) =>
      policyErrors(policyCase(recipe({ packages: [], lock })), site).map(
        ({ code, field }) => `${code} ${field}`,
      );
    expect(codes(pip)).toEqual(['package-forbidden lock']);
    expect(codes(explicit)).toEqual(['channel-not-allowed channels']);
  });
});
