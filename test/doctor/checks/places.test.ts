import { expect, it } from 'vitest';
import { refusedBy } from '../../../src/doctor/checks/places.js';

it.each([
  ['ENOSPC', 'the file system is full', 'Remove files there'],
  ['EDQUOT', 'the quota is used up', 'Remove files there'],
  ['EROFS', 'the file system is read-only', 'Correct its permissions, its mount options or the setting'],
])('A directory that cannot be written to (%s) is reported with what helps', (code, reason, hint) => {
  expect(refusedBy(Object.assign(new Error(), { code }))).toEqual({ reason, hint });
});
