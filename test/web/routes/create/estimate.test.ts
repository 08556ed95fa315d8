import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startTime } from '../../../../src/builds/holding/processes/process-identity.js';
import { isEstimate } from '../../../../src/shared/form/form-shapes.js';
import { asReceived } from '../../../support/as-received.js';
import { makeHome } from '../../../support/home.js';
import { waitFor } from '../../../support/wait.js';
import { serveHome, Visitor } from '../../../support/web.js';

const SOLVED = {
  actions: {
    FETCH: [{ name: 'numpy', version: '2.0', size: 8_000_000 }],
    LINK: [
      { name: 'python', version: '3.12.1' },
      { name: 'numpy', version: '2.0' },
    ],
  },
};

/** A site with a conda that runs these lines of sh for each solve, in the home, with its words in `$*`. */
async function visit(lines: string, form: { solve?: boolean } = {}) {
  const home = makeHome({
    settings: { form, managers: { conda: { path: '$HOME/conda' } }, channels: { default: ['main'] } },
  });
  const program = join(home.home, 'conda');
  const script = `[ "$1" = --version ] && echo conda 24.1.0 && exit\ncd ${home.home}\necho "$*" >> solves\n${lines}\n`;
  writeFileSync(program, `#!/bin/sh\n${script}`);
  chmodSync(program, 0o755);
  const visitor = new Visitor(await serveHome(home));
  await visitor.get('/');
  const at = (name: string) => join(home.home, name);
  const estimate = async (kernel_packages: string, page = 'a') => {
    const fields = { kernel_manager: 'conda', kernel_packages };
    const { text } = await visitor.post('/estimate', fields, { 'x-page': page });
    return asReceived(text, isEstimate);
  };
  const solves = () =>
    existsSync(at('solves')) ? readFileSync(at('solves'), 'utf8').trim().split('\n') : [];
  return { estimate, solves, at, visitor };
}

it('says what a kernel takes before it has a name, and solves the same packages once, for the preview too', async () => {
  const { estimate, solves, visitor } = await visit(`echo '${JSON.stringify(SOLVED)}'`);
  const figures = {
    kind: 'known',
    language: 'Python 3.12',
    packages: 2,
    download_bytes: 8_000_000,
    compiled: [],
  };
  expect(await estimate('numpy')).toMatchObject(figures);
  expect(await estimate('numpy', 'another page')).toMatchObject(figures);
  const form = { kernel_manager: 'conda', kernel_packages: 'numpy', kernel_name: 'mine' };
  expect((await visitor.post('/preview', form)).text).toContain('8.0 MB');
  expect(solves().length).toBe(1);
  await estimate('numpy>=2');
  expect(solves().length).toBe(2);
});

it('a change of the text ends the solve with its descendants, and the new text is solved', async () => {
  const { estimate, at } = await visit(
    `case "$*" in *slow*) sleep 600 & echo $! > child.new; mv child.new child; wait ;; esac
     echo '${JSON.stringify(SOLVED)}'`,
  );
  const old = estimate('slow');
  await waitFor('the solve to run', () => existsSync(at('child')));
  expect(await estimate('numpy')).toMatchObject({ kind: 'known' });
  expect(await old).toEqual({ kind: 'cancelled' });
  const child = Number(readFileSync(at('child'), 'utf8'));
  await waitFor('the child to end', () => startTime(child) === undefined);
});

it('a package that does not exist is a problem with the causes of a failed build, and a change that helps', async () => {
  const { estimate } = await visit(
    `printf 'PackagesNotFoundError: The following packages are not available from current channels:\\n\\n  - sckit-learn\\n' >&2; exit 1`,
  );
  expect(await estimate('sckit-learn')).toMatchObject({
    kind: 'problem',
    problem: { code: 'no-such-package', field: 'kernel_packages' },
    next: [{ package: { from: 'sckit-learn', to: 'scikit-learn' } }],
  });
});

it.each([
  ['the site does not want it', { kernel_packages: 'numpy' }, { solve: false }],
  ['the text is not understood', { kernel_packages: 'numpy ???' }, {}],
  ['the form has other problems', { kernel_packages: 'numpy', kernel_manager: 'nix' }, {}],
])('nothing is solved if %s', async (_, fields, form) => {
  const { solves, visitor } = await visit('exit 1', form);
  const { text } = await visitor.post('/estimate', { kernel_manager: 'conda', ...fields });
  expect(asReceived(text, isEstimate)).toMatchObject({
    kind: 'unknown',
    why: expect.stringMatching(/^not /),
  });
  expect(solves()).toEqual([]);
});
