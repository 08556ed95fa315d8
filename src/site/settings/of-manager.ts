/** The settings that a package manager declares, for it to read. Pure. */
import type { Manager } from '../../managers/manager.js';
import type { SiteConfig } from './index.js';

/** Those under `managers.<id>`, and its own at the top level of the site's file. */
export function settingsOf({ id, site_settings }: Manager, config: SiteConfig): Record<string, unknown> {
  const own = Object.entries(config).filter(([name]) => site_settings && name in site_settings.shape);
  return { ...config.managers[id], ...Object.fromEntries(own) };
}
