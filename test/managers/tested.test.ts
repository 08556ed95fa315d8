/** Apart from what each manager must pass, since a manager can be added to a copy of the app without its tests. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { appRoot } from '../../src/base/program.js';
import { managers } from '../../src/managers/index.js';

it('each manager has a file of tests', () => {
  const files = readdirSync(join(appRoot, 'test/managers'));
  expect(files).toEqual(expect.arrayContaining(Object.keys(managers).map((id) => `${id}.test.ts`)));
});
