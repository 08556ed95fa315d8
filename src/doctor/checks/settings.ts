/** Checks the site's settings, and whether its presets can be built. */
import { existsSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { userErrorsOf } from '../../base/errors.js';
import { programVersion } from '../../base/program.js';
import { nearestName } from '../../base/text/edit-distance.js';
import { formIds } from '../../form/form-ids.js';
import { prepareRecipe } from '../../kernels/requests/checked-request.js';
import { makePlan } from '../../plan/make-plan.js';
import { withAgreements } from '../../presets/preset-rules.js';
import { findPreset, presetIds } from '../../presets/presets.js';
import type { SiteFinding } from '../../shared/finding.js';
import { expandPath } from '../../site/paths.js';
import { policyCase, policyErrors } from '../../site/policy.js';
import { SITE_DIRECTORY } from '../../site/settings/read-settings.js';
import type { EquippedSite } from '../../site/site.js';
import { about, type Subject } from '../check.js';

const settings = about('settings', 'Settings');

export async function checkSettings({ site, environment }: Subject): Promise<SiteFinding[]> {
  const place = environment.CREATE_KERNEL_SITE ?? SITE_DIRECTORY;
  const found = existsSync(place)
    ? `\`${place}\``
    : `\`${place}\` does not exist: every setting has its default`;
  const presets = await Promise.all(presetIds(site).map((id) => checkPreset(id, site)));
  return [
    settings.ok(found),
    administrators(site),
    ...form(site),
    ...credentials({ site, environment }),
    ...presets,
  ];
}

/** The finding for settings that cannot be read; the other checks then use the defaults. */
export function unreadable(error: unknown): SiteFinding {
  const [first] = userErrorsOf(error);
  if (!first) throw error;
  return settings.fail(first.message, `${first.hint}; the other checks used the default settings`);
}

function administrators({ config }: EquippedSite): SiteFinding {
  const tell = about('administrators', 'Administrators');
  return tell.ok(config.administrators.join(', ') || 'none: no user can see this report as a page');
}

/** Settings for unknown fields of the form, which have no effect. */
function form({ config }: EquippedSite): SiteFinding[] {
  const { defaults, help, hidden } = config.form;
  const ids = new Set([...Object.keys(defaults), ...Object.keys(help), ...hidden]);
  const unknown = [...ids].filter((id) => !formIds.includes(id));
  if (unknown.length === 0) return [];
  const [first = ''] = unknown;
  const nearest = nearestName(first, formIds);
  const tell = about('form', 'Form');
  return [
    tell.fail(
      `\`form\` has unknown fields: ${unknown.map((id) => `\`${id}\``).join(', ')}`,
      nearest ? `Did you mean \`${nearest}\`?` : `Known are ${formIds.map((id) => `\`${id}\``).join(', ')}`,
    ),
  ];
}

/** The files with mirrors and credentials, which are optional for a user. */
function credentials({ site, environment }: Subject): SiteFinding[] {
  return Object.entries(site.config.credentials).flatMap(([name, template]) => {
    if (!template) return [];
    const file = expandPath(template, site.account, environment);
    const tell = about(`credentials-${name}`, `Credentials: ${name}`);
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found) return [tell.ok(`this user has no \`${file}\`, so it is ignored`)];
    const open = found.uid === userInfo().uid && (found.mode & 0o077) !== 0;
    return [
      open
        ? tell.warn(`other users may be able to read \`${file}\``, `Run \`chmod 600 ${file}\``)
        : tell.ok(`\`${file}\``),
    ];
  });
}

/** Whether a preset can be built here, with all its boxes ticked. */
async function checkPreset(id: string, site: EquippedSite): Promise<SiteFinding> {
  const tell = about(`preset-${id}`, `Preset \`${id}\``);
  try {
    const preset = findPreset(id, site);
    const asked = withAgreements(preset.recipe, preset);
    const { recipe, site: loaded } = await prepareRecipe(asked, site);
    const [refused] = policyErrors(policyCase(recipe), site);
    if (refused) throw refused;
    const plan = makePlan(recipe, { site: loaded, generation: 1, version: programVersion() });
    return tell.ok(`“${preset.title}” can be built, with ${plan.manager} in ${plan.steps.length} steps`);
  } catch (error) {
    const [first] = userErrorsOf(error);
    if (!first) throw error;
    return tell.fail(first.message, first.hint);
  }
}
