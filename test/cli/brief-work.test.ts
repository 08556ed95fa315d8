import { Script } from 'node:vm';
import { expect, test } from 'vitest';
import { briefly } from '../../src/cli/brief-work.js';

const text = '(function () { return 1; })';
const isRejected = (cachedData: Buffer) => new Script(text, { cachedData }).cachedDataRejected;

test('gives the result of the work, or its error', async () => {
  expect(await briefly(async () => 'done')).toBe('done');
  await expect(briefly(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
});

test('compiles in another way meanwhile, and afterwards as before, so that kept code is used', async () => {
  const kept = new Script(text).createCachedData();
  const meanwhile = await briefly(async () => isRejected(kept));
  expect(meanwhile).toBe(true);
  expect(isRejected(kept)).toBe(false);
  await expect(briefly(() => Promise.reject(new Error('failed')))).rejects.toThrow();
  expect(isRejected(kept)).toBe(false);
});
