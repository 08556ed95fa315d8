/** form.yml, the one definition of the form's fields, as our page reads it (Open OnDemand's dashboard reads the same file). */

export type Widget = 'text_field' | 'text_area' | 'select' | 'check_box' | 'number_field' | 'hidden_field';

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
  options?: { label: string; value: string }[];
}
