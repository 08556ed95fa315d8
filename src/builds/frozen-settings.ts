/** The site's settings as they were when a build was ordered. */
import { existsSync } from 'node:fs';
import { withoutUnknown } from '../base/lenient.js';
import { readStored } from '../base/stored.js';
import type { SiteConfig } from '../site/settings/index.js';
import type { BuildFiles } from './build-directory.js';

export const SITE_NUMBER = 1;

/** Nothing for a build of an earlier version. @throws UserError `stored-file-broken`, or what the file system says. */
export async function frozenSettings({ site }: Pick<BuildFiles, 'site'>): Promise<SiteConfig | undefined> {
  if (!existsSync(site)) return undefined;
  // Read when it is first needed: the runner begins without it.
  const { siteSchema } = await import('../site/settings/index.js');
  return readStored(site, { number: SITE_NUMBER, schema: withoutUnknown(siteSchema) }).value;
}
