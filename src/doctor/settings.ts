/** The site's settings, and whether the presets among them can be built. */
import { existsSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { userErrorsOf } from '../errors.js';
import { makePlan } from '../plan/make-plan.js';
import { programVersion } from '../program.js';
import { parseRecipe } from '../recipe/recipe.js';
import { SITE_DIRECTORY } from '../site/config.js';
import { expandPath } from '../site/paths.js';
import { policyErrors } from '../site/policy.js';
import type { EquippedSite } from '../site/site.js';
import { about, type Finding, type Subject } from './finding.js';

const settings = about('settings', 'Settings');

export function checkSettings({ site, environment }: Subject): Finding[] {
  const place = environment.CREATE_KERNEL_SITE ?? SITE_DIRECTORY;
  const found = existsSync(place)
    ? `\`${place}\``
    : `there is no \`${place}\`: every setting has its default`;
  const presets = site.config.presets.map((preset) => checkPreset(preset, site));
  return [settings.ok(found), administrators(site), ...credentials({ site, environment }), ...presets];
}

/** Settings that cannot be read: everything else is looked at as if there were none. */
export function unreadable(error: unknown): Finding {
  const [first] = userErrorsOf(error);
  if (!first) throw error;
  return settings.fail(first.message, `${first.hint}; what follows was looked at without any settings`);
}

function administrators({ config }: EquippedSite): Finding {
  const tell = about('administrators', 'Administrators');
  return tell.ok(config.administrators.join(', ') || 'none are named: nobody sees this as a page');
}

/** Files with mirrors and credentials, which a user may not have. */
function credentials({ site, environment }: Subject): Finding[] {
  return Object.entries(site.config.credentials).flatMap(([name, template]) => {
    if (!template) return [];
    const file = expandPath(template, site.account, environment);
    const tell = about(`credentials-${name}`, `Credentials: ${name}`);
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found) return [tell.ok(`\`${file}\` is not there for this user, and is passed over`)];
    const open = found.uid === userInfo().uid && (found.mode & 0o077) !== 0;
    return [
      open ? tell.warn(`others may read \`${file}\``, `\`chmod 600 ${file}\``) : tell.ok(`\`${file}\``),
    ];
  });
}

type Preset = EquippedSite['config']['presets'][number];

function checkPreset({ id, title, recipe: fields }: Preset, site: EquippedSite): Finding {
  const tell = about(`preset-${id}`, `Preset “${title}”`);
  try {
    const recipe = parseRecipe({ name: id, ...fields });
    const [refused] = policyErrors(recipe, site);
    if (refused) throw refused;
    const { manager, steps } = makePlan(recipe, { site, generation: 1, version: programVersion() });
    return tell.ok(`can be built, with ${manager} in ${steps.length} steps`);
  } catch (error) {
    const [first] = userErrorsOf(error);
    if (!first) throw error;
    return tell.fail(first.message, first.hint);
  }
}
