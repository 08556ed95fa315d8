/** The groups of the advanced fields. */
import { addedField } from '../../../recipe/package-fields.js';
import type { FormFieldView } from '../../../shared/form/create-page.js';

export interface FieldGroup {
  title: string;
  fields: FormFieldView[];
}

const groups = [
  { title: 'Language', ids: ['kernel_language'] },
  {
    title: 'Package manager and channels',
    ids: ['kernel_manager', 'kernel_source', 'kernel_channels', addedField, 'kernel_lock'],
  },
  { title: 'Builds from source', ids: ['build_constraints', 'build_packages'] },
  { title: 'Modules and variables', ids: ['kernel_modules', 'install_variables', 'kernel_variables'] },
  { title: 'Location', ids: ['kernel_location', 'keep_failed'] },
  {
    title: 'Build',
    ids: ['cluster', 'job_queue', 'job_account', 'job_hours', 'job_cores', 'job_memory'],
  },
  { title: 'Launcher and smoke test', ids: ['display_name', 'kernel_imports', 'smoke_code'] },
];

/** Fields without a group come last, under *More*. */
export function groupFields(fields: readonly FormFieldView[]): FieldGroup[] {
  const grouped = new Set(groups.flatMap(({ ids }) => ids));
  const others = { title: 'More', fields: fields.filter(({ id }) => !grouped.has(id)) };
  const known = groups.map(({ title, ids }) => ({
    title,
    fields: ids.flatMap((wanted) => fields.filter(({ id }) => id === wanted)),
  }));
  return [...known, others].filter((group) => group.fields.length > 0);
}
