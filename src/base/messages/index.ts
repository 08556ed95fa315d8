/** All errors by their codes: each has an exit status, a sentence for what was wrong, and a hint for what to do. */
import { buildPlaceMessages } from './build-place.js';
import { fileMessages } from './files.js';
import { presetMessages } from './presets.js';
import { recipeMessages } from './recipe.js';
import { refusalMessages } from './refusals.js';
import { siteMessages } from './site.js';
import { storedMessages } from './stored.js';
import type { Wording } from './wording.js';

export type { ExitStatus } from './wording.js';

export const messages = {
  ...recipeMessages,
  ...presetMessages,
  ...fileMessages,
  ...refusalMessages,
  ...buildPlaceMessages,
  ...siteMessages,
  ...storedMessages,
} satisfies Record<string, Wording<never>>;

export type ErrorCode = keyof typeof messages;

/** What an error of this code has to state. */
export type Facts<Code extends ErrorCode> = Parameters<(typeof messages)[Code]['say']>[0];
