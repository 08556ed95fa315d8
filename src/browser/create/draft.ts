/** Keeps what was typed in the tab, so that a reload by accident or a way to another page loses nothing. */
import { findById } from '../shared/elements.js';
import { tabStorage } from '../shared/storage.js';
import { controlsOf, setValue, valueIn } from './form-values.js';

const KEY = 'create-kernel-draft';
const SENT = 'create-kernel-draft-sent';

export function keepDraft(form: HTMLFormElement): void {
  const values = controlsOf(form).map((control) => [control.name, valueIn(control)]);
  tabStorage.set(KEY, JSON.stringify(Object.fromEntries(values)));
  tabStorage.set(SENT, undefined);
}

/** Says that the form is being sent. Whether it arrives is known only when there is a build. */
export function markDraftSent(): void {
  tabStorage.set(SENT, 'yes');
}

/** Called where a build is shown: what was sent has become it. */
export function forgetSentDraft(): void {
  if (tabStorage.get(SENT)) tabStorage.set(KEY, undefined);
  tabStorage.set(SENT, undefined);
}

/** Fills the form in as it was left; what was sent has not arrived if the form is there again. */
export function restoreDraft(form: HTMLFormElement): void {
  tabStorage.set(SENT, undefined);
  const values = readDraft();
  const changed = controlsOf(form).filter((control) => {
    const value = values[control.name];
    return typeof value === 'string' && value !== valueIn(control);
  });
  for (const control of changed) {
    setValue(control, String(values[control.name]));
    // Other fields follow some of them, such as the language, and come after those in the form.
    control.dispatchEvent(new Event('change'));
  }
  const advanced = findById('advanced', HTMLDetailsElement);
  if (advanced && changed.some((control) => advanced.contains(control))) advanced.open = true;
}

function readDraft(): Record<string, unknown> {
  try {
    return JSON.parse(tabStorage.get(KEY) ?? '{}');
  } catch {
    return {};
  }
}
