import { describe, expect, it, vi } from 'vitest';
import { causeOfPolicy } from '../../../src/builds/diagnosis/explain.js';
import { readSubmission, recipeOf } from '../../../src/form/submission.js';
import { createKernel } from '../../../src/kernels/requests/create.js';
import { previewKernel } from '../../../src/kernels/requests/preview/preview.js';
import { python } from '../../../src/languages/python/index.js';
import { understand } from '../../../src/web/form/typing/understand.js';
import { makeHome } from '../../support/home.js';
import { ended } from '../../support/pretend.js';
import { buildProgram } from '../../support/program.js';

const COUNT = 100;
const names = Array.from({ length: COUNT }, (_, index) => `package-${index}`);
const form = { kernel_name: 'many', kernel_packages: names.join('\n') };

// The parser of the language: nothing else reads the text of a package.
const parse = vi.spyOn(python.packages, 'parse');

/** How often the text of a package is parsed in the meantime. */
async function readings(work: () => unknown): Promise<number> {
  parse.mockClear();
  await work();
  return parse.mock.calls.length;
}

const home = makeHome({ pretendUv: true, shared: true });

describe(`of ${COUNT} packages, each is read`, () => {
  it('once from the form to the order, and not again by the build’s policy check', async () => {
    await buildProgram();
    const site = await home.equip();
    let id = '';
    const order = async () => {
      const recipe = recipeOf(readSubmission(form, [], site));
      id = (await createKernel(recipe, site, { keep: false, launcher: 'local' })).build;
    };
    expect(await readings(order)).toBe(COUNT);
    const { files, state } = await ended(id, home);
    expect(state.status).toBe('succeeded');
    expect(await readings(() => causeOfPolicy(files))).toBe(0);
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

  it('once from a file', async () => {
    const files = [{ name: 'requirements.txt', bytes: Buffer.from(names.join('\n')) }];
    expect(await readings(() => readSubmission({ kernel_name: 'file' }, files, home.site))).toBe(COUNT);
  });
});
