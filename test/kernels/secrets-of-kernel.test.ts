import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { knownRecipe, recipeOfKernel } from '../../src/kernels/built-environment.js';
import { findKernel } from '../../src/kernels/find-kernel.js';
import { linkOfKernel } from '../../src/kernels/kernel-link.js';
import { recipeLike } from '../../src/kernels/like/recipe-like.js';
import { requestEdit } from '../../src/kernels/update/request-update.js';
import { secretsFile } from '../../src/plan/make-plan.js';
import { valuesToUpdate } from '../../src/web/form/filling/recipe-to-update.js';
import { type Home, makeHome } from '../support/home.js';
import { putKernel, specOf } from '../support/published.js';

const stored = {
  schema: 1,
  install_variables: { A_TOKEN: 'hunter2hunter2' },
  kernel_variables: { DB_PASSWORD: 'sword$fish' },
};

/** A kernel that was made with two secret values: its plan names them, and kernel.json has the one of the kernel. */
function homeWithSecrets() {
  const home = makeHome();
  const { prefix, directory } = putKernel(home);
  const store = secretsFile(home.data_root, specOf(home).metadata.create_kernel.id);
  mkdirSync(dirname(store), { recursive: true });
  writeFileSync(store, JSON.stringify(stored));
  const actions = [
    { kind: 'write', path: '/x', text: '' },
    { kind: 'command', argv: ['a'], secrets: { of: 'install_variables', names: ['A_TOKEN'] } },
    { kind: 'command', argv: ['b'], secrets: { of: 'install_variables', names: ['A_TOKEN'] } },
    { kind: 'command', argv: ['c'], secrets: { of: 'kernel_variables', names: ['DB_PASSWORD'] } },
  ];
  const plan = { schema: 1, steps: actions.map((action) => ({ action })) };
  writeFileSync(join(prefix(1), '.create_kernel/plan.json'), JSON.stringify(plan));
  const file = join(directory, 'kernel.json');
  writeFileSync(file, JSON.stringify({ ...specOf(home), env: { DB_PASSWORD: 'sword$$fish' } }));
  chmodSync(file, 0o600);
  return { home, store, file };
}

const kernelOf = (home: Home) => findKernel('mine', home.site);

describe('The next generation of a kernel', () => {
  it('gets all secret values', async () => {
    const { home } = homeWithSecrets();
    const { install_variables, kernel_variables } = await recipeOfKernel(await kernelOf(home), home.site);
    expect({ schema: 1, install_variables, kernel_variables }).toEqual(stored);
  });

  it.each<[string, (paths: { store: string; file: string }) => void, string[]]>([
    ['no file has', ({ store }) => rmSync(store), ['A_TOKEN']],
    ['the file lacks', ({ store }) => writeFileSync(store, '{"schema":1}'), ['A_TOKEN']],
    [
      'neither the file nor a private kernel.json has',
      ({ store, file }) => {
        rmSync(store);
        chmodSync(file, 0o644);
      },
      ['A_TOKEN', 'DB_PASSWORD'],
    ],
  ])('is refused without the values that %s, which it names', async (_, damage, variables) => {
    const { home, store, file } = homeWithSecrets();
    damage({ store, file });
    const kernel = await kernelOf(home);
    await expect(recipeOfKernel(kernel, home.site)).rejects.toMatchObject({
      code: 'secrets-missing',
      facts: { variables, path: store },
      message: expect.not.stringContaining('fish'),
    });
    const { recipe } = await knownRecipe(kernel, home.site);
    expect(recipe.kernel_variables).toEqual(variables.includes('DB_PASSWORD') ? {} : stored.kernel_variables);
    expect((await linkOfKernel(kernel, home.site))?.left_out).toEqual(expect.arrayContaining(variables));
    expect((await recipeLike('mine', home.site)).notes.join()).toContain(variables.join(', '));
  });

  it('can be made by the form of its recipe, which has a problem at the field of each', async () => {
    const { home, store } = homeWithSecrets();
    rmSync(store);
    const { values, errors = [] } = await valuesToUpdate('mine', home.site);
    expect(values.kernel_variables).toBe('DB_PASSWORD=sword$fish');
    const problems = errors.map(({ code, field, hint }) => ({ code, field, hint }));
    expect(problems).toEqual([
      {
        ...{ code: 'secrets-to-enter', field: 'install_variables' },
        hint: expect.stringContaining('`A_TOKEN=VALUE`'),
      },
    ]);
    const edited = await knownRecipe(await kernelOf(home), home.site);
    writeFileSync(join(home.environments, 'mine/1/.create_kernel/lock.txt'), 'six==1.17.0\n');
    const { recipe } = await requestEdit(await kernelOf(home), edited.recipe, home.site);
    expect(recipe.kernel_variables).toEqual(stored.kernel_variables);
  });

  it('needs no values that none of its steps names', async () => {
    const { home, store } = homeWithSecrets();
    rmSync(store);
    const plan = join(home.environments, 'mine/1/.create_kernel/plan.json');
    const { steps } = JSON.parse(readFileSync(plan, 'utf8'));
    writeFileSync(plan, JSON.stringify({ schema: 1, steps: steps.slice(0, 1) }));
    expect((await recipeOfKernel(await kernelOf(home), home.site)).install_variables).toEqual({});
  });
});
