import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStored } from '../../../../src/base/stored.js';
import type { Build } from '../../../../src/builds/build.js';
import { cancelBuild, readBuild } from '../../../../src/builds/builds.js';
import { recipeOfKernel } from '../../../../src/kernels/built-environment.js';
import { findKernel } from '../../../../src/kernels/find-kernel.js';
import { requestAgain } from '../../../../src/kernels/requests/retry.js';
import { requestEdit } from '../../../../src/kernels/update/request-update.js';
import { updateAgain } from '../../../../src/kernels/update/update-again.js';
import { planFormat } from '../../../../src/steps/plan.js';
import { createWell } from '../../../support/create.js';
import { type Home, makeHome } from '../../../support/home.js';
import { generationOf, killedAt, operate, resultOf } from '../../../support/operate.js';
import { ended, running } from '../../../support/pretend.js';

const RECIPE = { name: 'mine', packages: ['six==1.16.0'] };
const home = (options: Parameters<typeof makeHome>[0] = {}) => makeHome({ pretendUv: true, ...options });
const kept = (prefix: string, name: string) => readFileSync(join(prefix, '.create_kernel', name), 'utf8');
const publishedPrefix = async (its: Home) => (await findKernel('mine', its.site)).origin?.prefix;
const updated = (its: Home, given: object) => generationOf(its, 'update', 'mine', { ...given });

async function order(its: Home, given: object): Promise<string> {
  const performed = await operate(its, 'update', 'mine', { ...given });
  if ('result' in performed) throw new Error(performed.result.message);
  return performed.ordered.build;
}

describe('updating a kernel', () => {
  it('makes the next generation of the changed recipe, and keeps secret values', async () => {
    const its = home();
    const kernel_variables = { DB_PASSWORD: 'sword$fish' };
    const { plan: first } = await createWell(its, { ...RECIPE, kernel_variables });
    const { state, plan } = await updated(its, { add: ['iniconfig'], remove: ['six'] });
    expect(state).toMatchObject({ status: 'succeeded', generation: 2 });
    expect(plan).toMatchObject({ operation: 'update', onto: true, kernel_id: first.kernel_id });
    expect(kept(plan.prefix, 'recipe.yml')).toMatch(/packages:\n {2}- iniconfig\n/);
    expect(await publishedPrefix(its)).toBe(plan.prefix);
    const file = join(plan.kernel_directory, 'kernel.json');
    expect(JSON.parse(readFileSync(file, 'utf8')).env).toMatchObject({ DB_PASSWORD: 'sword$$fish' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(existsSync(first.prefix)).toBe(true);
  });

  it('begins with the earlier lock, unless all is upgraded', async () => {
    const its = home();
    await createWell(its, RECIPE);
    const stepsOf = ({ files }: Build) => readStored(files.plan, planFormat).value.steps;
    const actionOf = (build: Build, id: string) => stepsOf(build).find((step) => step.id === id)?.action;
    const added = await updated(its, { add: ['iniconfig'] });
    const text = expect.stringContaining('six==1.16.0');
    expect(actionOf(added, 'write-earlier-lock')).toMatchObject({ text });
    const some = await updated(its, { upgrade: ['six'] });
    const argv = expect.arrayContaining(['--upgrade-package', 'six']);
    expect(actionOf(some, 'lock-packages')).toMatchObject({ argv });
    const all = await updated(its, { upgrade: true });
    expect(actionOf(all, 'write-earlier-lock')).toBeUndefined();
    expect(all.plan.manager).toBe('uv');
  });

  it('no longer claims the lock that its first generation was given', async () => {
    const its = home();
    const hash = `--hash=sha256:${'0'.repeat(64)}`;
    const names = ['ipykernel==7.1.0', 'pip==25.0', 'six==1.16.0'];
    const lock = names.map((name) => `${name} ${hash}\n`).join('');
    await createWell(its, { ...RECIPE, lock });
    const { plan } = await updated(its, { add: ['iniconfig'] });
    expect(kept(plan.prefix, 'recipe.yml')).not.toContain('lock:');
  });

  it('is refused if nothing changes, for guesses, and by the rules of the site', async () => {
    const its = home({ settings: { forbidden_packages: ['tiny'] } });
    await createWell(its, RECIPE);
    const refusals: [object, object][] = [
      [{}, { code: 'update-changes-nothing' }],
      [{ add: ['six==1.16.0'] }, { code: 'update-changes-nothing' }],
      [{ add: ["No module named 'some_thing'"] }, { code: 'packages-guessed' }],
      [{ upgrade: ['numpy'] }, { code: 'upgrade-not-installed' }],
      [{ add: ['tiny'] }, { errors: [{ code: 'package-forbidden' }] }],
    ];
    for (const [given, error] of refusals)
      await expect(operate(its, 'update', 'mine', { ...given })).rejects.toMatchObject(error);
  });

  it('is asked for again with what it was to upgrade, and with packages that may move after its versions conflicted', async () => {
    const its = home();
    await createWell(its, { ...RECIPE, packages: ['six==1.16.0', 'tiny==1.0', 'numpy'] });
    its.hook('exit 1');
    const given = { add: ['iniconfig', 'numpy>=2'], remove: ['six'], upgrade: ['tiny'] };
    const build = await updated(its, given);
    expect(build.state.status).toBe('failed');
    expect(await requestAgain(build, '', its.site)).toMatchObject({
      ...{ operation: 'update', upgrade: given.upgrade, earlier: { keep: { upgrade: given.upgrade } } },
      recipe: { packages: [{ name: 'tiny' }, { text: 'iniconfig' }, { text: 'numpy>=2' }] },
    });
    const kernel = await findKernel('mine', its.site);
    const again = (upgrade: string[]) => updateAgain(kernel, build, { id: '', label: '', upgrade }, its.site);
    expect(await again(['six', 'absent'])).toMatchObject({
      ...{ add: given.add, remove: given.remove, upgrade: ['tiny', 'six'] },
    });
    expect(await again(['absent'])).toBeUndefined();
  });

  it('is not asked for again after another one was published: its recipe would take that back', async () => {
    const its = home();
    await createWell(its, RECIPE);
    its.hook('exit 1');
    const failed = await updated(its, { add: ['iniconfig'] });
    its.hook('');
    await updated(its, { add: ['humanize'] });
    await expect(requestAgain(failed, '', its.site)).rejects.toMatchObject({ code: 'retry-outdated' });
    await resultOf(its, 'rollback', 'mine', { generation: 1 });
    expect(await requestAgain(failed, '', its.site)).toMatchObject({ operation: 'update' });
  });

  it('is one build if it is requested twice; another update is refused meanwhile', async () => {
    const its = home();
    await createWell(its, RECIPE);
    its.hook('sleep 960');
    const build = await order(its, { add: ['iniconfig'] });
    await running(build, 'install-packages', its);
    expect(await operate(its, 'update', 'mine', { add: ['iniconfig'] })).toMatchObject({
      ordered: { build, already: true },
    });
    await expect(operate(its, 'update', 'mine', { add: ['tiny'] })).rejects.toMatchObject({
      code: 'build-running',
    });
    await cancelBuild(await readBuild(build, its.site));
    expect((await ended(build, its)).state.status).toBe('cancelled');
    expect(readdirSync(join(its.environments, 'mine')).sort()).toEqual(['.create_kernel.json', '1']);
  });
});

describe('a kernel that was made from a preset', () => {
  const agree = [{ variable: 'LICENCE', value: 'yes', label: 'I accept it' }];
  const preset = { id: 'course', title: 'Course', recipe: { kernel_variables: { COURSE: '1' } }, agree };
  const made = async (open: 'packages'[]) => {
    const its = home({ settings: { presets: [{ ...preset, open }] } });
    const kernel_variables = { COURSE: '1' };
    const recipe = { ...RECIPE, kernel_variables, install_variables: { LICENCE: 'yes' } };
    await createWell(its, recipe, 'course');
    return its;
  };
  const closed = (field: string) => ({ errors: [{ code: 'preset-field-closed', field }] });

  it('keeps the closed fields, in the next generations and in a clone, too', async () => {
    const its = await made(['packages']);
    expect((await updated(its, { add: ['iniconfig'] })).state.status).toBe('succeeded');
    expect((await generationOf(its, 'rebuild', 'mine')).order.preset).toBe('course');
    await generationOf(its, 'clone', 'mine', { new_name: 'other' });
    for (const name of ['mine', 'other']) {
      expect((await findKernel(name, its.site)).origin?.preset).toBe('course');
      const refused = operate(its, 'update', name, { add: ['conda install -c bioconda tiny'] });
      await expect(refused).rejects.toMatchObject(closed('channels'));
    }
    const kernel = await findKernel('mine', its.site);
    const edited = { ...(await recipeOfKernel(kernel, its.site)), smoke_code: 'import six' };
    await expect(requestEdit(kernel, edited, its.site)).rejects.toMatchObject(closed('smoke_code'));
  });

  it('refuses a package if the preset closes them', async () => {
    const its = await made([]);
    const refused = operate(its, 'update', 'mine', { add: ['tiny'] });
    await expect(refused).rejects.toMatchObject(closed('packages'));
    await expect(updated(its, { upgrade: true })).resolves.toMatchObject({ state: { status: 'succeeded' } });
  });
});

it('An update that is killed leaves a kernel that is complete, old or new, and can be done again', async () => {
  const its = home();
  await createWell(its, RECIPE);
  const given = { add: ['iniconfig'] };
  const steps = ['make-staging', 'write-earlier-lock', 'lock-packages', 'install-packages', 'try-kernel'];
  for (const step of [...steps, 'keep-record', 'publish-files', 'publish-kernel', 'end']) {
    const id = await killedAt(its, { id: 'update', name: 'mine', step, given });
    const { state, plan } = await readBuild(id, its.site);
    const prefix = (await publishedPrefix(its)) ?? '';
    for (const name of ['bin/python', '.create_kernel/generation.json', '.create_kernel/lock.txt'])
      expect(existsSync(join(prefix, name)), `${name} after ${step}`).toBe(true);
    expect(prefix === plan.prefix, step).toBe(state.status === 'succeeded');
    expect(existsSync(plan.staging), step).toBe(false);
  }
  expect((await updated(its, { add: ['tiny'] })).state.status).toBe('succeeded');
});
