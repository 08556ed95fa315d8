/** The site as one package manager is shown it. Pure. */
import type { Host, Manager } from '../managers/manager.js';
import type { EquippedSite } from './site.js';

/** What of a site the managers work with. */
export type ManagerSite = Pick<EquippedSite, 'config' | 'tools'>;

/** What a manager is given of the site: what was found, where packages come from, and its own settings. */
export function hostFor({ id, site_settings }: Manager, { config, tools }: ManagerSite): Host {
  const own = Object.entries(config).filter(([name]) => site_settings && name in site_settings.shape);
  return {
    programs: tools.programs,
    interpreters: tools.interpreters,
    indexes: config.indexes.default,
    channels: config.channels.default,
    settings: { ...config.managers[id], ...Object.fromEntries(own) },
  };
}
