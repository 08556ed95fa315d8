/** The site's settings as they were when a build was ordered. */
import { existsSync } from 'node:fs';
import type { SiteConfig } from '../site/settings/index.js';
import type { BuildFiles } from './build-directory.js';
import { readJson } from './journal/journal.js';

/** Nothing for a build of an earlier version. @throws what the file system says, or SyntaxError. */
export function frozenSettings({ site }: Pick<BuildFiles, 'site'>): SiteConfig | undefined {
  return existsSync(site) ? readJson<SiteConfig>(site) : undefined;
}
