/** Reads a file that a person gives, in the same way for the page, the dashboard's form and the command line. */
import { withoutEarlierAgreements } from '../presets/preset-rules.js';
import { listPresets } from '../presets/presets.js';
import type { GivenFile } from '../recipe/formats/decode.js';
import type { PartialRecipe } from '../recipe/formats/format.js';
import { readFile } from '../recipe/formats/index.js';
import type { FormSite } from './site-form.js';

/**
 * The fields of a file, without earlier acceptances of terms that the site's presets ask for.
 * @throws UserError or RequestErrors if it cannot be read, or if a field has a mistake.
 */
export function readGivenFile(file: GivenFile, site: FormSite): PartialRecipe {
  const read = readFile(file);
  const { fields, notes } = withoutEarlierAgreements(read.fields, listPresets(site));
  return { ...read, fields, notes: [...read.notes, ...notes] };
}
