/** Work on many things in pieces, between which the event loop of the server answers other requests. */
import { setImmediate as turn } from 'node:timers/promises';

// Milliseconds: how long others wait at most, except for the last item of a piece.
const PIECE = 10;

/** Between two pieces: the event loop answers other requests. */
export async function nextTurn(): Promise<void> {
  await turn();
}

/** The results of `act` for each item, in their order. */
export async function inPieces<Item, Result>(
  items: readonly Item[],
  act: (item: Item, index: number) => Result,
): Promise<Awaited<Result>[]> {
  const results: Awaited<Result>[] = [];
  let until = performance.now() + PIECE;
  for (const [index, item] of items.entries()) {
    if (performance.now() > until) {
      await nextTurn();
      until = performance.now() + PIECE;
    }
    results.push(await act(item, index));
  }
  return results;
}
