/** The interpreters and package managers of this host. */

import { lookUp } from '../base/registry.js';
import { python } from '../languages/python/index.js';
import { managers } from '../managers/index.js';
import { availableManagers } from '../plan/choose-manager.js';
import type { Finding } from '../shared/finding.js';
import type { EquippedSite } from '../site/site.js';
import type { Tool } from '../site/tools/detect.js';
import { about, type Subject } from './check.js';

export function checkTools({ site }: Subject): Finding[] {
  return [
    interpreters(site),
    anyManager(site),
    ...Object.keys(site.config.managers).map((id) => manager(id, site)),
  ];
}

function interpreters({ tools, config }: EquippedSite): Finding {
  const tell = about('python', 'Python');
  const { interpreters: found } = tools;
  if (found.length === 0)
    return tell.warn(
      'there is none on the search path',
      'Install Python 3 with venv, or name interpreters under `interpreters`; managers of the conda family bring their own',
    );
  const list = found.map(({ version, path }) => `${version} (\`${path}\`)`).join(', ');
  const bare = found.filter(({ venv }) => !venv).map(({ version }) => version);
  if (bare.length > 0 && config.managers.venv.enabled)
    return tell.warn(
      `${list}; ${bare.join(', ')} cannot make environments`,
      'On Debian and Ubuntu `apt install python3-venv` brings what is missing; uv does without it',
    );
  return tell.ok(list);
}

function anyManager(site: EquippedSite): Finding {
  const tell = about('managers', 'Package managers');
  const usable = availableManagers(python, site).map(({ id }) => id);
  return usable.length > 0
    ? tell.ok(`${usable.join(', ')}; the first that suits a recipe is taken`)
    : tell.fail(
        'none can be used',
        'Install uv, Python 3 with venv, or a conda; or enable one under `managers`',
      );
}

function manager(id: string, { config, tools }: EquippedSite): Finding {
  const tell = about(`manager-${id}`, lookUp(managers, id)?.label ?? id);
  const { enabled, path }: { enabled: boolean; path?: string | undefined } =
    config.managers[id as keyof typeof config.managers];
  if (!enabled) return tell.ok('switched off by the site');
  if (id === 'venv') return tell.ok('comes with Python');
  const tool: Tool | undefined = tools[id as 'uv' | 'conda' | 'mamba' | 'micromamba'];
  if (tool) return tell.ok(`${tool.version}, \`${tool.path}\``);
  if (path)
    return tell.fail(
      `\`${path}\` is not a ${id} that answers`,
      `Correct \`managers.${id}.path\`, and try \`${path} --version\` as this user`,
    );
  return tell.ok(absent(id, config));
}

function absent(id: string, config: EquippedSite['config']): string {
  if (id === 'uv' && config.install_uv) return 'not here; it is installed once from the package index';
  if (id === 'conda' && config.conda_installer) return 'not here; the site’s installer brings it';
  return 'not here';
}
