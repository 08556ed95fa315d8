/** Checks the interpreters and package managers of this host, and what shows their progress. */
import { minorVersion } from '../../base/version.js';
import { directoriesOfSs } from '../../builds/runner/measures/received.js';
import { languages } from '../../languages/index.js';
import { helperProblem, helperPython } from '../../managers/helper/helper.js';
import { managers } from '../../managers/index.js';
import type { Manager } from '../../managers/manager.js';
import { availableManagers } from '../../plan/choose-manager.js';
import type { PlanContext } from '../../plan/context.js';
import { kernelClient } from '../../plan/helper.js';
import type { SiteFinding } from '../../shared/finding.js';
import { hostFor } from '../../site/host.js';
import { settingsOf } from '../../site/settings/of-manager.js';
import { findOnPath } from '../../site/tools/search-path.js';
import { interpreterKind } from '../../sources/runtime/interpreter.js';
import { isPythonEnded } from '../../sources/runtime/python-support.js';
import { about, type Subject } from '../check.js';

/** What is looked at of a site. */
type SiteForPlans = PlanContext['site'];

export async function checkTools({ site, environment }: Subject): Promise<SiteFinding[]> {
  return [...toolFindings(site), await downloadProgress(directoriesOfSs(environment.PATH))];
}

/** Of what makes environments. */
export function toolFindings(site: SiteForPlans): SiteFinding[] {
  return [
    interpreters(site),
    ...Object.values(managers).flatMap((each) => downloads(each, site)),
    anyManager(site),
    ...Object.values(managers).map((each) => managerFinding(each, site)),
    helper(site),
  ];
}

/** ss(8), by which the runner sees how much of one download has come. */
export async function downloadProgress(directories: readonly string[]): Promise<SiteFinding> {
  const tell = about('ss', 'Progress within a download');
  const path = await findOnPath('ss', directories);
  if (path) return tell.ok(`seen by \`${path}\``);
  return tell.warn(
    '`ss` was not found, so the progress of a build counts whole downloads only',
    'Install the package `iproute2` (Debian) or `iproute` (Red Hat)',
  );
}

function interpreters(site: SiteForPlans): SiteFinding {
  const tell = about(interpreterKind.id, interpreterKind.label);
  const { interpreters: found } = site.tools;
  if (found.length === 0)
    return tell.warn(
      'not found on the search path',
      `${interpreterKind.install}, or add interpreters under \`interpreters\`; ${withoutInterpreters(site).join(', ')} install their own`,
    );
  const today = new Date().toISOString().slice(0, 10);
  const shown = found.map(({ version, path }) => {
    return `${version} (\`${path}\`${isPythonEnded(version, today) ? ', end of life' : ''})`;
  });
  return tell.ok(shown.join(', '));
}

/** The ids of the managers that need no interpreter of the host. */
function withoutInterpreters(site: SiteForPlans): string[] {
  const needsNone = (manager: Manager) =>
    Object.values(languages).some((language) => manager.versions(language, hostFor(manager, site)) === 'any');
  return Object.values(managers)
    .filter(needsNone)
    .map(({ id }) => `\`${id}\``);
}

/** The interpreters that a manager can download; nothing for one that downloads none. */
function downloads(manager: Manager, { config, tools }: SiteForPlans): SiteFinding[] {
  if (!manager.downloads || config.managers[manager.id]?.enabled === false) return [];
  const tell = about(`downloads-${manager.id}`, `${interpreterKind.label}s that ${manager.label} downloads`);
  if (!manager.downloads.question(settingsOf(manager, config)))
    return [tell.ok('none: the site’s settings do not allow it')];
  const minors = [...new Set(tools.downloads.found.map(({ version }) => minorVersion(version)))];
  return [tell.ok(minors.length > 0 ? minors.join(', ') : 'none')];
}

/** The app's own Python for environments that have none. */
function helper({ config, tools }: SiteForPlans): SiteFinding {
  const tell = about('helper', `The app’s own ${interpreterKind.label}`);
  const host = { ...tools, indexes: config.indexes.default };
  const python = helperPython(kernelClient, host);
  const ways = Object.values(managers).flatMap(({ downloads }) => downloads?.allow ?? []);
  if (!python)
    return tell.warn(
      `not available: ${helperProblem(kernelClient, host)}`,
      ['Add an interpreter under `interpreters`', ...ways].join(', or '),
    );
  const { version, path, download } = python;
  return tell.ok(
    download
      ? `made with ${interpreterKind.label} ${version}, which uv downloads`
      : `made with ${version}, \`${path}\``,
  );
}

function anyManager(site: SiteForPlans): SiteFinding {
  const tell = about('managers', 'Package managers');
  const managers = Object.values(languages).flatMap((language) => availableManagers(language, site));
  const usable = [...new Set(managers.map(({ id }) => id))];
  const known = Object.values(managers).map(({ label }) => label);
  return usable.length > 0
    ? tell.ok(`${usable.join(', ')}; the first one that can build a recipe is used`)
    : tell.fail(
        'none is usable',
        `Install one of them (${known.join(', ')}), or enable one under \`managers\``,
      );
}

/** Its program; if it was not found, the report of the manager itself. */
function managerFinding(manager: Manager, site: SiteForPlans): SiteFinding {
  const { id, label } = manager;
  const tell = about(`manager-${id}`, label);
  const { enabled, path } = site.config.managers[id] ?? { enabled: true };
  if (!enabled) return tell.ok('disabled in the site’s settings');
  const tool = site.tools.programs[id];
  if (tool) return tell.ok(`${tool.version}, \`${tool.path}\``);
  if (path)
    return tell.fail(
      `\`${path}\` does not run, or is not \`${id}\``,
      `Correct \`managers.${id}.path\`, and run \`${path} --version\` as this user`,
    );
  const host = hostFor(manager, site);
  const absence = manager.absence?.(host);
  if (absence) return tell.ok(`not available: ${absence}`);
  const { found = 'not found', fix } = manager.report?.(host) ?? {};
  return fix ? tell.warn(found, fix) : tell.ok(found);
}
