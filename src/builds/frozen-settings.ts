/** The site's settings when a build was ordered. */
import { existsSync } from 'node:fs';
import { withoutUnknown } from '../base/lenient.js';
import { readStored } from '../base/stored.js';
import type { SiteConfig } from '../site/settings/index.js';
import type { BuildFiles } from './build-directory.js';

export const SITE_NUMBER = 1;

/** Undefined for a build of an earlier version. @throws UserError `stored-file-broken`, or the file system's error. */
export async function frozenSettings({ site }: Pick<BuildFiles, 'site'>): Promise<SiteConfig | undefined> {
  if (!existsSync(site)) return undefined;
  // Loaded when it is first needed: the runner starts without it.
  const { siteSchema } = await import('../site/settings/index.js');
  return readStored(site, { number: SITE_NUMBER, schema: withoutUnknown(siteSchema) }).value;
}
