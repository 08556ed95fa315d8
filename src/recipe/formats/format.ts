/** The declaration of a file format that can be read into (a part of) a recipe. */
import type { AskedChannels } from '../asked-channels.js';
import type { Recipe } from '../recipe.js';

export interface TextFile {
  name: string;
  text: string;
}

export interface PartialRecipe {
  fields: Partial<Recipe>;
  /** What it asks of conda; absent if `fields.channels` is the complete list. */
  channels?: AskedChannels;
  /** Sentences about what was left out or changed. */
  notes: string[];
}

export interface Format {
  id: string;
  /** Its name in messages and on pages. */
  label: string;
  /** Whether the text certainly has this format. */
  hasContent(text: string): boolean;
  /** Whether files with this name usually have this format; asked if no format recognizes the content. */
  hasName(name: string): boolean;
  /** @throws RequestErrors or UserError with all mistakes in the file. */
  read(file: TextFile): PartialRecipe;
}
