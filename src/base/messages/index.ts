/** All errors by code: each has an exit status, a message (what is wrong) and a hint (what to do). */

import { fileSizeMessages } from './given/file-sizes.js';
import { fileMessages } from './given/files.js';
import { textMessages } from './given/texts.js';
import { operationMessages } from './operations.js';
import { refusalMessages } from './refusals.js';
import { baseMessages } from './requests/bases.js';
import { buildPlaceMessages } from './requests/build-place.js';
import { environmentMessages } from './requests/environment.js';
import { packageMessages } from './requests/packages.js';
import { presetMessages } from './requests/presets.js';
import { recipeMessages } from './requests/recipe.js';
import { shownMessages } from './shown.js';
import { siteMessages } from './site.js';
import { storedMessages } from './stored.js';
import type { Wording } from './wording.js';

export type { ExitStatus } from './wording.js';

export const messages = {
  ...recipeMessages,
  ...environmentMessages,
  ...packageMessages,
  ...presetMessages,
  ...fileMessages,
  ...fileSizeMessages,
  ...refusalMessages,
  ...operationMessages,
  ...shownMessages,
  ...buildPlaceMessages,
  ...siteMessages,
  ...storedMessages,
  ...textMessages,
  ...baseMessages,
} satisfies Record<string, Wording<never>>;

export type ErrorCode = keyof typeof messages;

/** What an error with this code states in its message and hint. */
export type Facts<Code extends ErrorCode> = Parameters<(typeof messages)[Code]['say']>[0];
