/** A Python of the site's environment modules for the app's own environments, on a host where all others are too old. */
import { compareVersions } from '../../base/version.js';
import { isNewEnough, OLDEST_HELPER_PYTHON } from '../../managers/helper/helper.js';
import type { Interpreter } from '../../managers/program.js';
import type { SiteConfig } from '../settings/index.js';
import type { Tools } from '../tools/detect.js';
import { loadModules } from './load-modules.js';
import { askModules, knownModules, type ModuleSite } from './modules.js';
import { versionModules } from './version-modules.js';

interface PythonSite extends ModuleSite {
  tools: Tools;
  config: Pick<SiteConfig, 'modules'>;
}

/** Each is asked for once in this process. */
const found = new Map<string, Promise<Interpreter[]>>();

/**
 * The newest that loads and can make environments; none where an interpreter of the host, or a downloaded one, will do:
 * the module system takes up to seconds to answer, and a page would wait for it.
 */
export async function moduleInterpreters(site: PythonSite): Promise<Interpreter[]> {
  const { interpreters, modules: init } = site.tools;
  if (!init || interpreters.some(isUsable)) return [];
  const key = `${init} ${site.environment.MODULEPATH ?? ''}`;
  const asked = found.get(key) ?? search(init, site);
  found.set(key, asked);
  return asked;
}

async function search(init: string, site: PythonSite): Promise<Interpreter[]> {
  const known = await knownModules(site);
  const names = known.length > 0 ? known : ((await askModules(site)) ?? []);
  const newest = [...versionModules(names, 'python')].sort(([a], [b]) => compareVersions(b, a));
  for (const [minor, module] of newest) {
    if (compareVersions(minor, OLDEST_HELPER_PYTHON) < 0) break;
    const { tools } = await loadModules([module], init, site);
    const usable = tools?.interpreters.filter(isUsable) ?? [];
    if (usable.length > 0) return usable;
  }
  return [];
}

function isUsable(interpreter: Interpreter): boolean {
  return isNewEnough({ oldest: OLDEST_HELPER_PYTHON }, interpreter);
}
