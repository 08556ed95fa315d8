import { expect, it } from 'vitest';
import { inPieces } from '../../src/base/pieces.js';

it('What takes long is done in pieces, between which others have their turn', async () => {
  let turns = 0;
  let next = setImmediate(function count() {
    turns += 1;
    next = setImmediate(count);
  });
  const busy = (item: number) => {
    const end = performance.now() + 5;
    while (performance.now() < end);
    return item * 2;
  };
  const items = Array.from({ length: 20 }, (_, at) => at);
  expect(await inPieces(items, busy)).toEqual(items.map((item) => item * 2));
  clearImmediate(next);
  expect(turns).toBeGreaterThan(2);
});

it('What takes no time is done at once, and a mistake is thrown', async () => {
  expect(await inPieces([], String)).toEqual([]);
  const fail = (): never => {
    throw new Error('no');
  };
  await expect(inPieces([1], fail)).rejects.toThrow('no');
});
