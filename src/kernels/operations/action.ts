/** Something that can be done to a kernel: its button, its route and its command come from this. */
import type { EquippedSite } from '../../site/site.js';
import type { Kernel } from '../kernelspec.js';

export interface ActionResult {
  ok: boolean;
  /** What happened, in a sentence. */
  message: string;
  /** What a person should know besides. */
  notes?: string[];
  /** More, for `--json`. */
  details?: unknown;
}

export interface KernelAction {
  id: string;
  label: string;
  /** What it does, in a sentence. */
  description: string;
  /** What a person is asked before it is done; absent where it harms nothing. */
  question?: (kernel: Kernel) => string;
  /** Only called for kernels of ours. @throws UserError if it is refused. */
  run(kernel: Kernel, site: EquippedSite): Promise<ActionResult>;
}
