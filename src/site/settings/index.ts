/**
 * The administrator's settings: everything that a site may set, in the order of the documentation that is made
 * from them (docs/admin.md). A description stands at each, an example in docs/settings.yml. Every setting has a
 * default, so that the app works with no file at all.
 */
import * as z from 'zod';
import { buildSettings } from './building.js';
import { formSettings } from './form.js';
import { operationSettings } from './operation.js';
import { packageSettings } from './packages.js';
import { placeSettings } from './places.js';
import { toolSettings } from './tools.js';

export { type PresetSetting, presetSchema } from './preset.js';

export const siteSchema = z.strictObject({
  ...placeSettings,
  ...packageSettings,
  ...toolSettings,
  ...buildSettings,
  ...formSettings,
  ...operationSettings,
});

export type SiteConfig = z.output<typeof siteSchema>;
