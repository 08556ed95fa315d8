/** The part of a site that one package manager gets. Pure. */
import type { Host, Manager } from '../managers/manager.js';
import { settingsOf } from './settings/of-manager.js';
import type { EquippedSite } from './site.js';

/** The parts of a site that package managers use. */
export type ManagerSite = Pick<
  EquippedSite,
  'config' | 'tools' | 'helper_directory' | 'conda_package_caches'
>;

/** The programs that were found, the default indexes and channels, and the settings of this manager. */
export function hostFor(
  manager: Manager,
  { config, tools, helper_directory, conda_package_caches }: ManagerSite,
): Host {
  return {
    programs: tools.programs,
    interpreters: tools.interpreters,
    module_interpreters: tools.module_interpreters,
    downloads: tools.downloads,
    indexes: config.indexes.default,
    channels: config.channels.default,
    ...(helper_directory && { helper_directory }),
    conda_package_caches,
    disabled: Object.entries(config.managers).flatMap(([id, { enabled }]) => (enabled ? [] : id)),
    settings: settingsOf(manager, config),
  };
}
