/**
 * The schema of the site's settings, in the order of docs/admin.md, which is generated from it. Each setting has a
 * description here and an example in docs/settings.yml. All have defaults, so that the app works without a settings file.
 */
import * as z from 'zod';
import { buildSettings } from './sections/building.js';
import { formSettings } from './sections/form.js';
import { operationSettings } from './sections/operation.js';
import { packageSettings } from './sections/packages.js';
import { placeSettings } from './sections/places.js';
import { toolSettings } from './sections/tools.js';

export { type PresetSetting, presetSchema } from './sections/preset.js';

export const siteSchema = z.strictObject({
  ...placeSettings,
  ...packageSettings,
  ...toolSettings,
  ...buildSettings,
  ...formSettings,
  ...operationSettings,
});

export type SiteConfig = z.output<typeof siteSchema>;
