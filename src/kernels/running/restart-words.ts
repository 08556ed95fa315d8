/** Which running kernels use another generation than the launcher has, in words. Pure. */
import { count } from '../../shared/format.js';
import type { RunningKernel } from './running-kernels.js';

const MOST_NOTEBOOKS = 5;

/**
 * `published`: the generation that the launcher has; absent if it is not made yet. A restart is not enough: jupyter_client
 * keeps the kernelspec that a kernel was started with (`KernelManager.kernel_spec`).
 */
export function restartWords(running: readonly RunningKernel[], published?: number): string {
  const others = running.filter(({ generation }) => generation !== published);
  const them = others.length === 1 ? 'it' : 'them';
  const generations = [...new Set(others.map(({ generation }) => generation))].sort((a, b) => b - a);
  const using = generations.map((number) =>
    useWords(
      others.filter(({ generation }) => generation === number),
      number,
    ),
  );
  if (using.length === 0)
    return `No running kernel on this host uses ${published === undefined ? 'it' : 'another generation'}`;
  const after =
    published === undefined
      ? `${others.length === 1 ? 'it goes' : 'they go'} on with that until you shut ${them} down`
      : `shut ${them} down and start ${them} again to use generation ${published}, since *Restart* in Jupyter keeps the old one`;
  return `${using.join(', ')}; ${after}`;
}

function useWords(running: readonly RunningKernel[], generation: number): string {
  const notebooks = running.flatMap(({ notebook }) => (notebook ? [`\`${notebook}\``] : [])).sort();
  const more = notebooks.length - MOST_NOTEBOOKS;
  const named = [...notebooks.slice(0, MOST_NOTEBOOKS), ...(more > 0 ? [`${more} more`] : [])].join(', ');
  const uses = running.length === 1 ? 'uses' : 'use';
  return `${count(running.length, 'running kernel')} ${uses} generation ${generation}${named && ` (${named})`}`;
}
