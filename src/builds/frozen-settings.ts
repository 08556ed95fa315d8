/** The site's settings when a build was ordered. */
import { existsSync } from 'node:fs';
import { withoutUnknown } from '../base/lenient.js';
import { readStored } from '../base/stored.js';
import { type SiteConfig, siteSchema } from '../site/settings/index.js';
import type { BuildFiles } from './build-directory.js';

export const SITE_NUMBER = 1;

/** Undefined for a build of an earlier version. @throws UserError `stored-file-broken`, or the file system's error. */
export function frozenSettings({ site }: Pick<BuildFiles, 'site'>): SiteConfig | undefined {
  if (!existsSync(site)) return undefined;
  return readStored(site, { number: SITE_NUMBER, schema: withoutUnknown(siteSchema) }).value;
}
