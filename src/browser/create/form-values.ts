/** Reads and sets the values of a form's fields, except hidden fields and files. */

export type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The controls with text or a choice. */
export function controlsOf(form: HTMLFormElement): Control[] {
  return [...form.elements].filter((element): element is Control => {
    if (element instanceof HTMLInputElement) return element.type !== 'hidden' && element.type !== 'file';
    return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
  });
}

export function valueIn(control: Control): string {
  return isBox(control) ? (control.checked ? '1' : '') : control.value;
}

export function setValue(control: Control, value: string): void {
  if (isBox(control)) control.checked = value === '1';
  else control.value = value;
}

function isBox(control: Control): control is HTMLInputElement {
  return control instanceof HTMLInputElement && control.type === 'checkbox';
}
