/** Loading environment modules as lines of bash, without a login shell. Pure. */
import { quoteWord } from './quote.js';

/** `init` is the module system's initialisation file. The lines end the shell if a module cannot be loaded. */
export function moduleLines(
  modules: readonly string[],
  init: string,
  { purge }: { purge: boolean },
): string[] {
  // The recipe's schema allows only names that need no quoting and do not start with a dash.
  const load = `module load ${modules.join(' ')} || exit 1`;
  return [`. ${quoteWord(init)}`, ...(purge ? ['module purge'] : []), load];
}
