/** A request for a new generation of a kernel. */
import type { EarlierEnvironment, LockedEnvironment } from '../../plan/context.js';
import type { Recipe } from '../../recipe/recipe.js';
import type { Kernel } from '../kernelspec.js';

export type Upgrade = boolean | string[];

/** What an operation asks for. */
export interface GenerationRequest {
  /** The operation's id. */
  operation: string;
  recipe: Recipe;
  /** The kernel that the generation is published onto; absent for a new one. */
  onto?: Kernel;
  /** The id of the preset that the kernel is made from. */
  preset?: string;
  /** The exact packages to install; without it, the recipe is solved. */
  locked?: LockedEnvironment;
  /** The environment with the versions that a solve keeps as far as the recipe allows. */
  earlier?: EarlierEnvironment;
  /** The packages that an update takes newer versions of: all, none, or these. */
  upgrade?: Upgrade;
  /** What a person has to know about it, in sentences. */
  notes?: readonly string[];
}
