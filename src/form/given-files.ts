/** Files that a person gives, in the same way for the page, the dashboard's form and the command line. */
import { earlierAgreements } from '../presets/preset-rules.js';
import { listPresets } from '../presets/presets.js';
import type { GivenText } from '../reading/given-text.js';
import { understandTexts } from '../recipe/intake/understand.js';
import type { FormSite } from './site-form.js';

export interface GivenFiles {
  files: readonly GivenText[];
  /** Variables by which someone accepted terms that the site's presets ask for. */
  withoutVariables: string[];
  notes: { file: string; text: string }[];
}

/** The files, and what is not taken from them. */
export function withoutAgreements(files: readonly GivenText[], site: FormSite): GivenFiles {
  const found = files.map((file) => {
    const { names, notes } = earlierAgreements(understandTexts([file]).buildVariables, listPresets(site));
    return { names, notes: notes.map((text) => ({ file: file.name ?? '', text })) };
  });
  return {
    files,
    withoutVariables: found.flatMap(({ names }) => names),
    notes: found.flatMap(({ notes }) => notes),
  };
}
