/** The running kernels that use the generations of one kernel, and the notebooks that they belong to. */
import { commandLines } from '../../builds/holding/processes/process-paths.js';
import type { Site } from '../../site/site.js';
import { homeOf } from '../home.js';
import type { Kernel } from '../kernelspec.js';
import { notebooksOfKernels } from './jupyter-sessions.js';

export interface RunningKernel {
  /** The number of the generation that it was started with. */
  generation: number;
  /** The path of its notebook, if a Jupyter server of the user says it. */
  notebook?: string;
}

/** Those on this host, which alone can be examined. */
export async function runningKernels(
  kernel: Pick<Kernel, 'origin'>,
  { jupyter_data }: Pick<Site, 'jupyter_data'>,
): Promise<RunningKernel[]> {
  const found = processesOf(homeOf(kernel) ?? '');
  if (found.size === 0) return [];
  const notebooks = await notebooksOfKernels(jupyter_data);
  return [...found].map(([id, generation]) => {
    const notebook = notebooks.get(id);
    return { generation, ...(notebook !== undefined && { notebook }) };
  });
}

/** The generation of each running kernel, by the id in the name of its connection file. */
function processesOf(home: string): Map<string, number> {
  const found = new Map<string, number>();
  if (home === '') return found;
  for (const words of commandLines()) {
    const inside = words.find((word) => word.startsWith(`${home}/`))?.slice(home.length + 1);
    const generation = Number(inside?.split('/', 1)[0]);
    const id = words.map((word) => /(?:^|\/)kernel-([^/]+)\.json$/.exec(word)?.[1]).find(Boolean);
    if (id && Number.isInteger(generation) && generation > 0) found.set(id, generation);
  }
  return found;
}
