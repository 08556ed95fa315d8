/** Reads and sets the values of a form's fields, except hidden fields and files. */

import { findById } from '../../shared/elements.js';

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

function setValue(control: Control, value: string): void {
  if (isBox(control)) control.checked = value === '1';
  else {
    // What the site does not offer is shown, and refused with the reason.
    if (
      control instanceof HTMLSelectElement &&
      ![...control.options].some((option) => option.value === value)
    )
      control.add(new Option(value, value));
    control.value = value;
  }
}

function isBox(control: Control): control is HTMLInputElement {
  return control instanceof HTMLInputElement && control.type === 'checkbox';
}

/** The values by name. */
export function valuesIn(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries(controlsOf(form).map((control) => [control.name, valueIn(control)]));
}

/** Sets the values by name, opens *Advanced* if a value in it has changed, and returns the changed controls. */
export function fillForm(form: HTMLFormElement, values: Readonly<Record<string, unknown>>): Control[] {
  // The choices of other fields depend on the language.
  const isLanguage = ({ name }: Control) => name === 'kernel_language';
  const controls = controlsOf(form);
  const ordered = [...controls.filter(isLanguage), ...controls.filter((each) => !isLanguage(each))];
  const changed = ordered.filter((control) => {
    const value = values[control.name];
    if (typeof value !== 'string' || isClosed(control) || value === valueIn(control)) return false;
    if (value === '' && !isClearable(control)) return false;
    setValue(control, value);
    control.dispatchEvent(new Event('change'));
    return true;
  });
  const advanced = findById('advanced', HTMLDetailsElement);
  if (advanced && changed.some((control) => advanced.contains(control))) advanced.open = true;
  return changed;
}

/** A list of choices without an empty one keeps its choice: the first is the site's default. */
function isClearable(control: Control): boolean {
  return !(control instanceof HTMLSelectElement) || [...control.options].some(({ value }) => value === '');
}

/** A preset sets its value. */
function isClosed(control: Control): boolean {
  return 'readOnly' in control && control.readOnly;
}
