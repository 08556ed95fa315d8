/** The fields of form.yml as the site shows them: options, help texts, initial values, and fields that a preset closes. */

import { formIdOf } from '../../../form/form-ids.js';
import { type FormSite, hiddenFields, initialValues } from '../../../form/site-form.js';
import { defaultLanguage, languages } from '../../../languages/index.js';
import type { Language } from '../../../languages/language.js';
import { absentManagers, availableManagers } from '../../../plan/choose-manager.js';
import { languageAbsence } from '../../../plan/helper.js';
import { type OfferedVersion, offeredVersions } from '../../../plan/versions.js';
import type { Preset } from '../../../presets/preset.js';
import type { FormField, LanguageChoice, Option } from '../../../shared/form/form-field.js';
import type { EquippedSite } from '../../../site/site.js';
import { withBuildOnFields } from './build-on-fields.js';

/** `closed`: the preset sets the value, and it cannot be changed. */
export type SiteField = FormField & { closed?: true };

export interface SiteFacts {
  preset?: Preset | undefined;
  /** The names of the known environment modules. */
  modules?: readonly string[] | undefined;
  /** The id of the selected language; by default the initial value of its field. */
  language?: string | undefined;
}

export function siteFields(
  form: readonly FormField[],
  site: EquippedSite,
  { preset, modules = [], language }: SiteFacts = {},
): SiteField[] {
  const hidden = new Set(hiddenFields(site));
  const initial = initialValues(site, preset);
  const closed = new Set(preset?.closed.map(formIdOf));
  const chosen = language || initial.kernel_language || defaultLanguage.id;
  const shown = withBuildOnFields(form, site).filter(({ id }) => !hidden.has(id));
  return shown.map((field) => ({
    ...field,
    ...siteTexts(site, field, chosen, modules),
    value: initial[field.id] ?? field.value ?? '',
    ...(closed.has(field.id) && { closed: true }),
  }));
}

/** The site's help text and options for a field. */
function siteTexts(
  site: EquippedSite,
  { id, help: usual = '' }: FormField,
  language: string,
  modules: readonly string[],
): Partial<FormField> {
  const more = siteNotes[id]?.(site) ?? [];
  const given = helpOf(id, site);
  const help = more.length > 0 ? [given ?? usual, ...more].filter(Boolean).join(' ') : given;
  const options = siteOptions[id]?.(site);
  const choose = languageChoices[id];
  const by_language = choose && byLanguage((each) => choose(each, site, modules));
  return {
    ...(help !== undefined && { help }),
    ...(options && { options }),
    ...(by_language && { by_language, ...by_language[language] }),
  };
}

function byLanguage(choose: (language: Language) => LanguageChoice): Record<string, LanguageChoice> {
  return Object.fromEntries(Object.values(languages).map((language) => [language.id, choose(language)]));
}

function helpOf(id: string, { config: { form } }: FormSite): string | undefined {
  return Object.hasOwn(form.help, id) ? form.help[id] : undefined;
}

/** Sentences that this host adds to a field's help text. */
const siteNotes: Record<string, (site: EquippedSite) => string[]> = {
  kernel_language: (site) =>
    Object.values(languages).flatMap((language) => {
      const absence = languageAbsence(language, site);
      return absence ? [`${language.label} is not available on this host: ${absence}.`] : [];
    }),
  kernel_manager: (site) =>
    absentManagers(site).map(
      ({ label, absence }) => `\`${label}\` is not available on this host: ${absence}.`,
    ),
};

const siteOptions: Record<string, (site: EquippedSite) => Option[]> = {
  kernel_language: (site) =>
    Object.values(languages)
      .filter((language) => languageAbsence(language, site) === undefined)
      .map(({ id, label }) => ({ value: id, label })),
  kernel_location: (site) =>
    site.locations.map(({ id, title, path }) => ({ value: id, label: `${title} (${path})` })),
};

const languageChoices: Record<
  string,
  (language: Language, site: EquippedSite, modules: readonly string[]) => LanguageChoice
> = {
  kernel_packages: ({ examples }) => ({ placeholder: examples.packages }),
  smoke_code: ({ examples }) => ({ placeholder: examples.smoke_code }),
  kernel_manager: (language, site) => ({
    options: [
      { value: 'auto', label: 'Choose for me' },
      ...availableManagers(language, site).map(({ id, label }) => ({ value: id, label })),
    ],
  }),
  language_version: (language, site, modules) => ({
    options: [
      { value: '', label: 'Choose for me' },
      ...offeredVersions(language, site, modules).map((each) => versionOption(each, language)),
    ],
  }),
};

/** How a version's label says where it comes from (kernels/requests/checks/version-module.ts loads a module). */
const origins = {
  here: () => 'here',
  module: ({ module = '' }) => `module ${module}`,
  download: () => 'download',
  channel: () => 'channel',
} satisfies Record<OfferedVersion['origin'], (offered: OfferedVersion) => string>;

function versionOption(offered: OfferedVersion, { ends = {} }: Language): Option {
  const { version, origin } = offered;
  const today = new Date().toISOString().slice(0, 10);
  const end = ends[version];
  const about = [origins[origin](offered), ...(end && end < today ? ['end of life'] : [])];
  return { value: version, label: `${version} (${about.join(', ')})` };
}
