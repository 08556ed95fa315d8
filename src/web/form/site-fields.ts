/** The fields of form.yml as this site shows them: its choices, its words, what they begin with, and what a preset closes. */

import { compareVersions } from '../../base/version.js';
import { formIdOf } from '../../form/form-ids.js';
import { type FormSite, hiddenFields, initialValues } from '../../form/site-form.js';
import { languages } from '../../languages/index.js';
import { python } from '../../languages/python/index.js';
import { availableManagers } from '../../plan/choose-manager.js';
import type { Preset } from '../../presets/preset.js';
import type { FormField } from '../../shared/form-field.js';
import { hostFor } from '../../site/host.js';
import { versionModules } from '../../site/modules/version-modules.js';
import type { EquippedSite } from '../../site/site.js';
import { withPlaces } from './place-fields.js';

/** `closed` where the preset keeps a field as it is. */
export type SiteField = FormField & { closed?: true };

export interface SiteFacts {
  preset?: Preset | undefined;
  /** The names of environment modules, as far as they are known. */
  modules?: readonly string[] | undefined;
}

export function siteFields(
  form: readonly FormField[],
  site: EquippedSite,
  { preset, modules = [] }: SiteFacts = {},
): SiteField[] {
  const hidden = new Set(hiddenFields(site));
  const initial = initialValues(site, preset);
  const closed = new Set(preset?.closed.map(formIdOf));
  const shown = withPlaces(form, site).filter(({ id }) => !hidden.has(id));
  return shown.map((field) => ({
    ...field,
    ...inWordsOf(site, field, modules),
    value: initial[field.id] ?? field.value ?? '',
    ...(closed.has(field.id) && { closed: true }),
  }));
}

/** What this site says of a field, and has to choose from. */
function inWordsOf(site: EquippedSite, { id }: FormField, modules: readonly string[]): Partial<FormField> {
  const help = helpOf(id, site);
  const options = siteOptions[id]?.(site, modules);
  return { ...(help !== undefined && { help }), ...(options && { options }) };
}

function helpOf(id: string, { config: { form } }: FormSite): string | undefined {
  return Object.hasOwn(form.help, id) ? form.help[id] : undefined;
}

type Option = { label: string; value: string };

const siteOptions: Record<string, (site: EquippedSite, modules: readonly string[]) => Option[]> = {
  kernel_language: () => Object.values(languages).map(({ id, label }) => ({ value: id, label })),
  kernel_manager: (site) => [
    { value: 'auto', label: 'Choose for me' },
    ...availableManagers(python, site).map(({ id, label }) => ({ value: id, label })),
  ],
  language_version: (site, modules) => [
    { value: '', label: 'Choose for me' },
    ...versionOptions(versionsOf(site), versionModules(modules, python.id)),
  ],
  kernel_location: (site) =>
    site.locations.map(({ id, title, path }) => ({ value: id, label: `${title} (${path})` })),
};

/** What the host has, and what a module would bring (kernels/version-module.ts loads it). */
function versionOptions(versions: readonly string[], modules: ReadonlyMap<string, string>): Option[] {
  const brought = [...modules].filter(([version]) => !versions.includes(version));
  const options = [
    ...versions.map((version) => ({ value: version, label: version })),
    ...brought.map(([version, module]) => ({ value: version, label: `${version} (module ${module})` })),
  ];
  return options.sort((a, b) => compareVersions(b.value, a.value));
}

// A channel decides what there is; these are what conda-forge and older channels commonly have.
const COMMON = ['3.13', '3.12', '3.11', '3.10', '3.9', '3.8', '3.7', '3.6'];

function versionsOf(site: EquippedSite): string[] {
  const each = availableManagers(python, site).map((manager) =>
    manager.versions(python, hostFor(manager, site)),
  );
  const all = each.flatMap((versions) => (versions === 'any' ? COMMON : versions));
  return [...new Set(all)].sort((a, b) => compareVersions(b, a));
}
