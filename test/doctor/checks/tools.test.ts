import { expect, it } from 'vitest';
import { directoriesOfSs } from '../../../src/builds/runner/measures/received.js';
import { downloadProgress, toolFindings } from '../../../src/doctor/checks/tools.js';
import { context } from '../../support/host.js';

it('A host without interpreters gets the names of the managers that install their own', () => {
  const { site } = context({ interpreters: [] });
  const finding = toolFindings(site).find(({ id }) => id === 'python');
  expect(finding).toMatchObject({
    status: 'warn',
    fix: expect.stringContaining('`micromamba`, `mamba`, `conda`, `rattler` install their own'),
  });
});

it('A host without ss shows less progress, which is a warning with the package that has it', async () => {
  expect(await downloadProgress(['/nowhere'])).toMatchObject({
    status: 'warn',
    found: expect.stringContaining('`ss` was not found'),
    fix: expect.stringContaining('`iproute2`'),
  });
});

it('A host with ss among the administrator’s programs is as the runner finds it', async () => {
  expect(await downloadProgress(directoriesOfSs('/nowhere'))).toMatchObject({
    status: 'ok',
    found: expect.stringMatching(/\/ss`$/),
  });
});
