/** An operation as data: its button, its form, its route, its command and its help come from this. */
import type * as z from 'zod';
import type { Recipe } from '../../recipe/recipe.js';
import type { EquippedSite } from '../../site/site.js';
import type { Kernel } from '../kernelspec.js';
import type { GenerationRequest } from '../requests/generation-request.js';

export interface OperationResult {
  ok: boolean;
  /** What happened, in a sentence. */
  message: string;
  /** What a person should know besides. */
  notes?: string[];
  /** More, for `--json`. */
  details?: unknown;
}

/** What an operation was given besides the kernel: the checked values of its arguments. */
export type Arguments = Record<string, unknown>;

/** What the operation needs. */
interface Described {
  id: string;
  label: string;
  /** What it does, in a sentence. */
  description: string;
  /** What a person is asked before it is done; absent where it harms nothing. */
  question?: (kernel: Kernel) => string;
  /** It takes something away. */
  removes?: true;
  /** What a page says when it has been done and the kernel's tile cannot say it. */
  done?: string;
}

/**
 * `looks` changes nothing. `moves` changes which generation the launcher has, or takes one away; it is called while
 * this process holds the kernel's name, and `mark` is the name of this one change. `makes` asks for a generation, which
 * the plan builds, verifies and publishes.
 */
export type KernelOperation<Given extends object = Arguments> = Described & {
  on: 'ours';
  /** What it takes besides the kernel; each field's description is its help. */
  arguments: z.ZodObject;
} & (
    | { effect: 'looks'; run(kernel: Kernel, given: Given, site: EquippedSite): Promise<OperationResult> }
    | {
        effect: 'moves';
        run(kernel: Kernel, given: Given, site: EquippedSite, mark: string): Promise<OperationResult>;
      }
    | {
        effect: 'makes';
        request(kernel: Kernel, given: Given, site: EquippedSite): Promise<GenerationRequest>;
      }
  );

/** An operation that begins with a recipe. It has a page and a command of its own. */
export type BeginningOperation = Described & {
  on: 'nothing';
  effect: 'makes';
  request(recipe: Recipe): GenerationRequest;
};

export type Operation = KernelOperation | BeginningOperation;
