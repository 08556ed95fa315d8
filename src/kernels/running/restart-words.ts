/** Which running kernels use a kernel's generations, and what a change means for them, in words. Pure. */
import { count } from '../../shared/format.js';
import type { RunningKernel } from './running-kernels.js';

const MOST_NOTEBOOKS = 5;

/**
 * `published`: the published generation; absent if it is not made yet. A restart is not enough: jupyter_client
 * keeps the kernelspec that a kernel was started with (`KernelManager.kernel_spec`).
 */
export function restartWords(running: readonly RunningKernel[], published?: number): string {
  const others = running.filter(({ generation }) => generation !== published);
  const them = others.length === 1 ? 'it' : 'them';
  if (others.length === 0)
    return `No running kernel on this host uses ${published === undefined ? 'it' : 'another generation'}`;
  const after =
    published === undefined
      ? `${others.length === 1 ? 'it keeps' : 'they keep'} that until you shut ${them} down`
      : `shut ${them} down and start ${them} again to use generation ${published}, since *Restart* in Jupyter keeps the old one`;
  return `${usesWords(others)}; ${after}`;
}

/** On the kernel's page: all that run, and what to do with those of other generations; undefined if none runs. */
export function runningWords(running: readonly RunningKernel[], published: number): string | undefined {
  if (running.length === 0) return undefined;
  const current = running.filter(({ generation }) => generation === published);
  const others = current.length < running.length ? [restartWords(running, published)] : [];
  return [...(current.length > 0 ? [usesWords(current)] : []), ...others].join('. ');
}

/** What the removal of the kernel means for those that run; undefined if none does. */
export function removalWords(running: readonly RunningKernel[]): string | undefined {
  if (running.length === 0) return undefined;
  const them = running.length === 1 ? 'it' : 'them';
  return `${usesWords(running)}: shut ${them} down, since a removed environment has no more modules to import`;
}

/** By generation, the newest first. */
function usesWords(running: readonly RunningKernel[]): string {
  const generations = [...new Set(running.map(({ generation }) => generation))].sort((a, b) => b - a);
  return generations
    .map((number) =>
      useWords(
        running.filter(({ generation }) => generation === number),
        number,
      ),
    )
    .join(', ');
}

function useWords(running: readonly RunningKernel[], generation: number): string {
  const notebooks = running.flatMap(({ notebook }) => (notebook ? [`\`${notebook}\``] : [])).sort();
  const more = notebooks.length - MOST_NOTEBOOKS;
  const named = [...notebooks.slice(0, MOST_NOTEBOOKS), ...(more > 0 ? [`${more} more`] : [])].join(', ');
  const uses = running.length === 1 ? 'uses' : 'use';
  return `${count(running.length, 'running kernel')} ${uses} generation ${generation}${named && ` (${named})`}`;
}
