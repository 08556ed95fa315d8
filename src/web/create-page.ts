/** The model of the Create page: form.yml's fields with this site's choices, what was typed, and what was wrong. */
import type { UserError } from '../errors.js';
import { problemsOf } from '../form/problems.js';
import { availableManagers } from '../plan/choose-manager.js';
import { languages } from '../plan/languages/index.js';
import { python } from '../plan/languages/python.js';
import type { EquippedSite } from '../site/site.js';
import { compareVersions } from '../version.js';
import { formatSize } from '../words-for.js';
import { type FormField, isBasic } from './form-definition.js';
import { withPlaces } from './place-fields.js';
import type { CreatePage, FormFieldView, Frame } from './view-models.js';

export interface FormState {
  /** What was typed, by form id. */
  values: Record<string, string>;
  errors?: readonly UserError[];
  retry_of?: string;
  /** Names that a field can be filled in from, by form id. */
  known?: Readonly<Record<string, readonly string[]>>;
}

export function makeCreatePage(
  form: FormField[],
  site: EquippedSite,
  { values, errors = [], retry_of, known = {} }: FormState,
): Omit<CreatePage, keyof Frame> {
  const problems = problemsOf(errors);
  const fields = withPlaces(form, site).map((field): FormFieldView => {
    const options = optionsOf(field.id, site) ?? field.options;
    const problem = problems.find((each) => each.field === field.id);
    return {
      ...field,
      value: values[field.id] ?? field.value ?? '',
      ...(options && { options }),
      ...(problem && { problem }),
      ...(known[field.id] && { known: known[field.id]?.slice(0, KNOWN_MOST) }),
    };
  });
  const advanced = fields.filter(({ id }) => !isBasic(id));
  return {
    basic: fields.filter(({ id }) => isBasic(id)),
    advanced,
    advanced_open: advanced.some(({ problem }) => problem),
    problems,
    presets: [],
    upload_most: formatSize(site.config.limits.upload_megabytes * 1e6),
    ...(retry_of && { retry_of }),
  };
}

// A browser that completes from more of them is slow, and nobody reads them.
const KNOWN_MOST = 3000;

type Option = { label: string; value: string };

/** What this site has to choose from; nothing for a field without choices of the site's. */
function optionsOf(id: string, site: EquippedSite): Option[] | undefined {
  return siteOptions[id]?.(site);
}

const siteOptions: Record<string, (site: EquippedSite) => Option[]> = {
  kernel_language: () => Object.values(languages).map(({ id, label }) => ({ value: id, label })),
  kernel_manager: (site) => [
    { value: 'auto', label: 'Choose for me' },
    ...availableManagers(python, site).map(({ id, label }) => ({ value: id, label })),
  ],
  language_version: (site) => [
    { value: '', label: 'Choose for me' },
    ...versionsOf(site).map((version) => ({ value: version, label: version })),
  ],
  kernel_location: (site) =>
    site.locations.map(({ id, title, path }) => ({ value: id, label: `${title} (${path})` })),
};

// A channel decides what there is; these are what conda-forge and older channels commonly have.
const COMMON = ['3.13', '3.12', '3.11', '3.10', '3.9', '3.8', '3.7', '3.6'];

function versionsOf(site: EquippedSite): string[] {
  const each = availableManagers(python, site).map((manager) => manager.versions(python, site));
  const all = each.flatMap((versions) => (versions === 'any' ? COMMON : versions));
  return [...new Set(all)].sort((a, b) => compareVersions(b, a));
}
