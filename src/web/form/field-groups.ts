/** The advanced fields in groups, so that a person finds one without reading all. */
import type { FormFieldView } from '../../shared/view-models.js';

export interface FieldGroup {
  title: string;
  fields: FormFieldView[];
}

const groups = [
  { title: 'Language and version', ids: ['kernel_language', 'language_version'] },
  { title: 'Where packages come from', ids: ['kernel_manager', 'kernel_channels', 'pip_packages'] },
  { title: 'What it runs with', ids: ['kernel_modules', 'install_variables', 'kernel_variables'] },
  { title: 'Where it is made', ids: ['kernel_location', 'keep_failed'] },
  {
    title: 'Where it is built',
    ids: ['cluster', 'job_queue', 'job_account', 'job_hours', 'job_cores', 'job_memory'],
  },
  { title: 'How it appears, and what it must do', ids: ['display_name', 'smoke_code'] },
];

/** A field of form.yml that has no group stands in a last one. */
export function groupFields(fields: readonly FormFieldView[]): FieldGroup[] {
  const grouped = new Set(groups.flatMap(({ ids }) => ids));
  const others = { title: 'More', fields: fields.filter(({ id }) => !grouped.has(id)) };
  const known = groups.map(({ title, ids }) => ({
    title,
    fields: ids.flatMap((wanted) => fields.filter(({ id }) => id === wanted)),
  }));
  return [...known, others].filter((group) => group.fields.length > 0);
}
