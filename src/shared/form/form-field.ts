/** A field of the form, as form.yml defines it and pages show it. */

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

/** The options and the placeholder of a field for one language. */
export interface LanguageChoice {
  options?: Option[];
  placeholder?: string;
}

export interface FormField {
  /** As in form.yml, such as `kernel_packages`. */
  id: string;
  widget: Widget;
  label: string;
  /** Markdown, as on the dashboard. */
  help?: string;
  required: boolean;
  pattern?: string;
  maxlength?: number;
  placeholder?: string;
  rows?: number;
  min?: number;
  max?: number;
  step?: number;
  /** The initial value. */
  value?: string;
  options?: Option[];
  /** What depends on the language, by its id. The page applies it when the language changes. */
  by_language?: Readonly<Record<string, LanguageChoice>>;
}
