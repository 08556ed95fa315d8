/**
 * Work that ends within a second or so. In other threads, V8 compiles a function that runs often once more, and looks for
 * unused memory: for so short a time, that takes as much processor time as half of the work itself, and the work takes as
 * long as without it.
 */
import { setFlagsFromString } from 'node:v8';

// With the sizes in bytes: none, and V8's default. Some versions do not take back `--no-opt`.
const LARGEST_OPTIMIZED = '--max-optimized-bytecode-size';
const BRIEF = [`${LARGEST_OPTIMIZED}=0`, '--no-incremental-marking'];
const USUAL = [`${LARGEST_OPTIMIZED}=61440`, '--incremental-marking'];

/** Does the work with functions that are compiled once. Other work of the process may take longer meanwhile. */
export async function briefly<Result>(work: () => Promise<Result>): Promise<Result> {
  for (const flag of BRIEF) setFlagsFromString(flag);
  try {
    return await work();
  } finally {
    // Code is kept for the next start with the flags that it began with (site/compiled-program.ts).
    for (const flag of USUAL) setFlagsFromString(flag);
  }
}
