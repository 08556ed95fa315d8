/**
 * The administrator's settings: everything that a site may set, in the order of the documentation that is made
 * from them (docs/admin.md). A description stands at each, an example in docs/settings.yml. Every setting has a
 * default, so that the app works with no file at all.
 */
import * as z from 'zod';
import { buildSettings } from './settings/building.js';
import { formSettings } from './settings/form.js';
import { operationSettings } from './settings/operation.js';
import { packageSettings } from './settings/packages.js';
import { placeSettings } from './settings/places.js';
import { toolSettings } from './settings/tools.js';

export { type PresetSetting, presetSchema } from './settings/preset.js';

export const siteSchema = z.strictObject({
  ...placeSettings,
  ...packageSettings,
  ...toolSettings,
  ...buildSettings,
  ...formSettings,
  ...operationSettings,
});

export type SiteConfig = z.output<typeof siteSchema>;
