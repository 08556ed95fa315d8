import { Script } from 'node:vm';
import { expect, test } from 'vitest';
import { briefly } from '../../src/cli/brief-work.js';

// V8 knows a text that it has compiled, and compares only the length with what was kept.
let number = 100;
const next = () => `(function () { return ${number++}; })`;
const isRejected = (cachedData: Buffer) => new Script(next(), { cachedData }).cachedDataRejected;

test('gives the result of the work, or its error', async () => {
  expect(await briefly(async () => 'done')).toBe('done');
  await expect(briefly(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
});

test('compiles in another way meanwhile, and afterwards as before, so that kept code is used', async () => {
  const kept = new Script(next()).createCachedData();
  const meanwhile = await briefly(async () => isRejected(kept));
  expect(meanwhile).toBe(true);
  expect(isRejected(kept)).toBe(false);
  await expect(briefly(() => Promise.reject(new Error('failed')))).rejects.toThrow();
  expect(isRejected(kept)).toBe(false);
});
