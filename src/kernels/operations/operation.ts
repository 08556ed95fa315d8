/** An operation as data. Its button, form, route, command and help are derived from it. */
import type * as z from 'zod';
import type { Recipe } from '../../recipe/recipe.js';
import type { ResultTable } from '../../shared/kernels/kernel-page.js';
import type { EquippedSite, Site } from '../../site/site.js';
import type { Generation } from '../history/generations.js';
import type { Kernel } from '../kernelspec.js';
import type { MoveAction } from '../moves/move.js';
import type { GenerationRequest } from '../requests/generation-request.js';
import type { RunningKernel } from '../running/running-kernels.js';

export interface OperationResult {
  ok: boolean;
  /** What happened, in a sentence. */
  message: string;
  /** What else a user should know. */
  notes?: string[];
  /** What it found, in rows. */
  tables?: ResultTable[];
  /** The kernel's name afterwards, if it is another one. */
  kernel?: string;
  /** Further data for `--json`. */
  details?: unknown;
}

/** The checked values of an operation's arguments. */
export type Arguments = Record<string, unknown>;

/** How an operation is described to users. */
interface Described {
  id: string;
  label: string;
  /** What it does, in a sentence. */
  description: string;
  /** The question to confirm before it runs; absent if it harms nothing. */
  question?: (kernel: Kernel) => string;
  /** What it does to kernels that run, in a sentence; absent if nothing. */
  warning?: (running: readonly RunningKernel[]) => string | undefined;
  /** Whether it makes sense for this kernel; absent if it always does. */
  offered?: (kernel: Kernel, site: Pick<Site, 'locations'>) => boolean;
  /** The arguments that its form leaves out for this kernel, because they would change nothing. */
  leaves_out?: (kernel: Kernel) => readonly string[];
  /** What fields of its form have at first, by their names. */
  begins_with?: (kernel: Kernel) => Readonly<Record<string, string>>;
  /** Where a page has it: beside the kernel, beside each of its generations, or nowhere because the page shows the same. */
  on_page?: 'generation' | 'none';
  /** Whether it makes sense for this generation. */
  for_generation?: (generation: Generation) => boolean;
  /** It can be done to a frozen kernel, too. */
  frozen?: 'too';
  /** It can be done to a kernelspec of the user's that cannot be read, too, or even to one that is gone. */
  unreadable?: 'too' | 'or gone';
  /** It has a separate page at `/kernels/<id>?name=…`, which its button opens. */
  page?: true;
  /** It deletes something. */
  removes?: true;
  /** What the page says afterwards, if the kernel's tile cannot. */
  done?: string;
}

/** What a move does, and what is said when it is done. */
export interface Move {
  actions: readonly MoveAction[];
  result: OperationResult;
}

/**
 * `looks` changes nothing. `moves` changes which generation the launcher has, what a kernel is called, or removes
 * something: it returns the actions, which are done while this process holds the lock on the kernel's name; `mark`
 * identifies the change. `makes` asks for a generation, which the plan builds, verifies and publishes.
 */
export type KernelOperation<Given extends object = Arguments> = Described & {
  /** A kernel in the launcher, or one that was removed and can be brought back. */
  on: 'ours' | 'removed';
  /** Its arguments besides the kernel; each field's description is its help. */
  arguments: z.ZodObject;
} & (
    | { effect: 'looks'; run(kernel: Kernel, given: Given, site: EquippedSite): Promise<OperationResult> }
    | {
        effect: 'moves';
        /** Other names that it changes. */
        names?(given: Given): readonly string[];
        plan(kernel: Kernel, given: Given, site: EquippedSite, mark: string): Promise<Move>;
      }
    | {
        effect: 'makes';
        request(kernel: Kernel, given: Given, site: EquippedSite): Promise<GenerationRequest>;
      }
  );

/** An operation that begins with a recipe. It has a separate page and command. */
export type BeginningOperation = Described & {
  on: 'nothing';
  effect: 'makes';
  /** `preset`: the id of the one that the recipe was made from. */
  request(recipe: Recipe, preset?: string): GenerationRequest;
};

export type Operation = KernelOperation | BeginningOperation;
