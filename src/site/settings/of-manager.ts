/** The settings that a package manager declares, for it to read. Pure. */
import { managers } from '../../managers/index.js';
import type { Manager } from '../../managers/manager.js';
import type { Downloads } from '../../managers/offered-interpreters.js';
import type { SiteConfig } from './index.js';

// Their names are unique, and one manager may run the program of another.
const topLevel = new Set(
  Object.values(managers).flatMap((each) => Object.keys(each.site_settings?.shape ?? {})),
);

/** Those under `managers.<id>`, and those of all managers at the top level of the site's file. */
export function settingsOf({ id }: Manager, config: SiteConfig): Record<string, unknown> {
  const shared = Object.entries(config).filter(([name]) => topLevel.has(name));
  return { ...config.managers[id], ...Object.fromEntries(shared) };
}

/** The managers that can download interpreters, with their settings. */
export function downloaders(
  config: SiteConfig,
): { downloads: Downloads; settings: Record<string, unknown> }[] {
  return Object.values(managers).flatMap((manager) =>
    manager.downloads ? [{ downloads: manager.downloads, settings: settingsOf(manager, config) }] : [],
  );
}
