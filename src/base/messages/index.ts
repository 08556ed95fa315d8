/** All errors by code: each has an exit status, a message (what is wrong) and a hint (what to do). */
import { baseMessages } from './bases.js';
import { buildPlaceMessages } from './build-place.js';
import { fileSizeMessages } from './file-sizes.js';
import { fileMessages } from './files.js';
import { operationMessages } from './operations.js';
import { presetMessages } from './presets.js';
import { recipeMessages } from './recipe.js';
import { refusalMessages } from './refusals.js';
import { siteMessages } from './site.js';
import { storedMessages } from './stored.js';
import { textMessages } from './texts.js';
import type { Wording } from './wording.js';

export type { ExitStatus } from './wording.js';

export const messages = {
  ...recipeMessages,
  ...presetMessages,
  ...fileMessages,
  ...fileSizeMessages,
  ...refusalMessages,
  ...operationMessages,
  ...buildPlaceMessages,
  ...siteMessages,
  ...storedMessages,
  ...textMessages,
  ...baseMessages,
} satisfies Record<string, Wording<never>>;

export type ErrorCode = keyof typeof messages;

/** What an error with this code states in its message and hint. */
export type Facts<Code extends ErrorCode> = Parameters<(typeof messages)[Code]['say']>[0];
