/** Loading environment modules as lines of bash, without a login shell. Pure. */
import { quoteWord } from './quote.js';

/** `init` is the module system's initialisation file. The lines end the shell where a module cannot be loaded. */
export function moduleLines(
  modules: readonly string[],
  init: string,
  { purge }: { purge: boolean },
): string[] {
  // A name that begins with a dash is refused by the recipe, so that these words need no quoting rules of their own.
  const load = `module load ${modules.join(' ')} || exit 1`;
  return [`. ${quoteWord(init)}`, ...(purge ? ['module purge'] : []), load];
}
