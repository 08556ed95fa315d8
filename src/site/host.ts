/** The part of a site that one package manager gets. Pure. */
import type { Host, Manager } from '../managers/manager.js';
import type { EquippedSite } from './site.js';

/** The parts of a site that package managers use. */
export type ManagerSite = Pick<EquippedSite, 'config' | 'tools' | 'helper_directory'>;

/** The programs that were found, the default indexes and channels, and the settings of this manager. */
export function hostFor(
  { id, site_settings }: Manager,
  { config, tools, helper_directory }: ManagerSite,
): Host {
  const own = Object.entries(config).filter(([name]) => site_settings && name in site_settings.shape);
  return {
    programs: tools.programs,
    interpreters: tools.interpreters,
    indexes: config.indexes.default,
    channels: config.channels.default,
    ...(helper_directory && { helper_directory }),
    settings: { ...config.managers[id], ...Object.fromEntries(own) },
  };
}
