/** What a file format has to tell so that a file of it can become (a part of) a recipe. */
import type { Recipe } from '../recipe.js';

export interface TextFile {
  name: string;
  text: string;
}

export interface PartialRecipe {
  fields: Partial<Recipe>;
  /** What was left out or changed, one sentence each. */
  notes: string[];
}

export interface Format {
  id: string;
  /** How people call it. */
  label: string;
  /** Whether the text is of this format beyond doubt. */
  hasContent(text: string): boolean;
  /** Whether files of this name usually are, when no format knows the content. */
  hasName(name: string): boolean;
  /** @throws RequestErrors or UserError with everything that is wrong in the file. */
  read(file: TextFile): PartialRecipe;
}
