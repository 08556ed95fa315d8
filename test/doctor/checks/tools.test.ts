import { expect, it } from 'vitest';
import { checkTools } from '../../../src/doctor/checks/tools.js';
import { context } from '../../support/host.js';

it('A host without interpreters gets the names of the managers that install their own', () => {
  const { site } = context({ interpreters: [] });
  const finding = checkTools({ site }).find(({ id }) => id === 'python');
  expect(finding).toMatchObject({
    status: 'warn',
    fix: expect.stringContaining('`micromamba`, `mamba`, `conda`, `rattler` install their own'),
  });
});
