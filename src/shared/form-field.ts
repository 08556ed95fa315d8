/** A field of the form, as form.yml describes it and pages show it. */

export const widgets = [
  'text_field',
  'text_area',
  'select',
  'check_box',
  'number_field',
  'hidden_field',
] as const;
export type Widget = (typeof widgets)[number];

export interface Option {
  label: string;
  value: string;
}

/** What a field shows for one language in the place of its own. */
export interface LanguageChoice {
  options?: Option[];
  placeholder?: string;
}

export interface FormField {
  /** As in form.yml, such as `kernel_packages`. */
  id: string;
  widget: Widget;
  label: string;
  /** Markdown, as the dashboard takes it. */
  help?: string;
  required: boolean;
  pattern?: string;
  maxlength?: number;
  placeholder?: string;
  rows?: number;
  min?: number;
  max?: number;
  step?: number;
  /** What it begins with. */
  value?: string;
  options?: Option[];
  /** By the id of a language, where that makes a difference; the page changes it when another one is chosen. */
  by_language?: Readonly<Record<string, LanguageChoice>>;
}
