/** A field of a form as a page shows it. */
import type { Problem } from '../../base/errors.js';
import type { FormFieldView } from '../../shared/form/create-page.js';
import type { SiteField } from '../form/fields/site-fields.js';

export interface FieldState {
  /** The typed values, by form id. */
  values: Record<string, string>;
  /** The name of the kernel that the form changes. */
  update_of?: string;
  /** Names to choose from, by form id. */
  known?: Readonly<Record<string, readonly string[]>>;
}

// A browser is slow with longer lists of suggestions.
const KNOWN_LIMIT = 3000;

export function viewOf(
  field: SiteField,
  { values, known = {}, update_of }: FieldState,
  problems: Problem[],
): FormFieldView {
  const problem = problems.find((each) => each.field === field.id);
  const names = known[field.id];
  const typed = field.closed ? undefined : values[field.id];
  return {
    ...field,
    value: typed ?? field.value ?? '',
    ...(problem && { problem }),
    ...(update_of && field.id === 'kernel_name' && { fixed: true as const }),
    ...(names && { known: names.slice(0, KNOWN_LIMIT) }),
  };
}
