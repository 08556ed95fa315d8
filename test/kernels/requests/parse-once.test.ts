import { subscribe } from 'node:diagnostics_channel';
import { describe, expect, it, vi } from 'vitest';
import { causeOfPolicy } from '../../../src/builds/diagnosis/explain.js';
import { readSubmission, recipeOf } from '../../../src/form/submission.js';
import { createKernel } from '../../../src/kernels/requests/create.js';
import { previewKernel } from '../../../src/kernels/requests/preview/preview.js';
import { uv } from '../../../src/managers/uv.js';
import { parsedTexts } from '../../../src/sources/specs/package-spec.js';
import { understand } from '../../../src/web/form/typing/understand.js';
import { countInRunners } from '../../support/counted-runner.js';
import { makeHome } from '../../support/home.js';
import { ended } from '../../support/pretend.js';
import { buildProgram } from '../../support/program.js';

const COUNT = 100;
const names = Array.from({ length: COUNT }, (_, index) => `package-${index}`);
const form = { kernel_name: 'many', kernel_packages: names.join('\n') };

// Every text of a package that is parsed, whoever has it parsed.
let texts: unknown[] = [];
subscribe(parsedTexts.name, (text) => texts.push(text));

/** How many texts of packages are parsed in the meantime. */
async function readings(work: () => unknown): Promise<number> {
  texts = [];
  await work();
  return texts.length;
}

const home = makeHome({ pretendUv: true, shared: true });

describe(`of ${COUNT} packages, each is read`, () => {
  it('once from the form to the order, which makes one plan, and not again by the runner', async () => {
    await buildProgram();
    const site = await home.equip();
    const inRunner = countInRunners(home.home);
    const plan = vi.spyOn(uv, 'plan');
    let id = '';
    const order = async () => {
      const recipe = recipeOf(readSubmission(form, [], site));
      id = (await createKernel(recipe, site, { keep: false, launcher: 'local' })).build;
    };
    expect(await readings(order)).toBe(COUNT);
    expect(plan).toHaveBeenCalledOnce();
    plan.mockRestore();
    const { files, state } = await ended(id, home);
    expect(state.status).toBe('succeeded');
    expect(inRunner()).toBe(0);
    expect(await readings(async () => causeOfPolicy(files))).toBe(0);
  });

  it.each([
    ['with a name', form],
    ['before there is a name', { ...form, kernel_name: '' }],
  ])('once for the form’s answer to a keystroke %s', async (_what, typed) => {
    const site = await home.equip();
    expect(await readings(() => understand(readSubmission(typed, [], site), site))).toBe(COUNT);
  });

  it('once for a preview', async () => {
    const site = await home.equip();
    const typed = { ...form, kernel_name: 'shown' };
    const preview = () => previewKernel(recipeOf(readSubmission(typed, [], site)), site);
    expect(await readings(preview)).toBe(COUNT);
  });

  const requirements = { 'requirements.txt': names.join('\n') };
  const packages = names.map((name) => `  - ${name}=1.0=py311_0`).join('\n');
  it.each<[string, string, Record<string, string>]>([
    ['on one line', names.join(' '), {}],
    ['on lines of three words', names.join(' ').replace(/(\S+ \S+ \S+) /g, '$1\n'), {}],
    ['in commands', names.map((name) => `pip install ${name}`).join('\n'), {}],
    ['in a requirements file', '', requirements],
    ['in an environment file with builds', '', { 'environment.yml': `dependencies:\n${packages}\n` }],
    ['in a recipe', '', { 'recipe.yml': `name: x\npackages:\n${packages.replace(/=1.0=py311_0/g, '')}\n` }],
    [
      'to build with',
      '',
      {
        'recipe.yml': `name: x\nbuild_packages: [${names.slice(0, 50)}]\nbuild_constraints: [${names.slice(50)}]\n`,
      },
    ],
  ])('once %s', async (_where, kernel_packages, given) => {
    const files = Object.entries(given).map(([name, text]) => ({ name, bytes: Buffer.from(text) }));
    const read = () => recipeOf(readSubmission({ kernel_name: 'read', kernel_packages }, files, home.site));
    expect(await readings(read)).toBe(COUNT);
  });

  it('once in a requirements file, and once in its constraints', async () => {
    const files = [
      { name: 'requirements.txt', bytes: Buffer.from(names.join('\n')) },
      { name: 'constraints.txt', bytes: Buffer.from(names.map((name) => `${name}<2`).join('\n')) },
    ];
    expect(await readings(() => recipeOf(readSubmission({ kernel_name: 'file' }, files, home.site)))).toBe(
      2 * COUNT,
    );
    expect(new Set(texts).size).toBe(2 * COUNT);
  });
});
