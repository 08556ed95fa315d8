/**
 * Work that ends within a second or so. V8 compiles a function that runs often once more, in other threads: for so short a
 * time, that takes half as much processor time as the work itself, and the work takes as long as without it.
 */
import { setFlagsFromString } from 'node:v8';

// In bytes: none, and V8's default. Some versions do not take back `--no-opt`.
const LARGEST_OPTIMIZED = '--max-optimized-bytecode-size';
const [NONE, USUAL] = [0, 61_440];

/** Does the work with functions that are compiled once. Other work of the process may take longer meanwhile. */
export async function briefly<Result>(work: () => Promise<Result>): Promise<Result> {
  setFlagsFromString(`${LARGEST_OPTIMIZED}=${NONE}`);
  try {
    return await work();
  } finally {
    // Code is kept for the next start with the flags that it began with (site/compiled-program.ts).
    setFlagsFromString(`${LARGEST_OPTIMIZED}=${USUAL}`);
  }
}
