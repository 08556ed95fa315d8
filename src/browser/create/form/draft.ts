/** Keeps the typed values in the tab, so that a reload or another page does not lose them. */
import { jsonIn } from '../../../base/text/json.js';
import { tabStorage } from '../../shared/storage.js';
import { type Control, controlsOf, fillForm, valueIn } from './form-values.js';

const DRAFT = 'create-kernel-draft';
const SENT = 'create-kernel-draft-sent';

/** A form that starts with a preset or an earlier build has another address, and so a separate draft. */
const keyHere = () => `${DRAFT}${location.search}`;

/** Keeps the values, except those for which `isOwn` is false. */
export function keepDraft(form: HTMLFormElement, isOwn: (control: Control) => boolean): void {
  const values = controlsOf(form)
    .filter(isOwn)
    .map((control) => [control.name, valueIn(control)]);
  tabStorage.set(keyHere(), JSON.stringify(Object.fromEntries(values)));
  tabStorage.set(SENT, undefined);
}

/** Marks the draft as sent. It is kept until a build is shown, since the request may fail. */
export function markDraftSent(): void {
  tabStorage.set(SENT, keyHere());
}

/** Deletes a sent draft. Call it when a build is shown. */
export function forgetSentDraft(): void {
  const sent = tabStorage.get(SENT);
  if (sent) tabStorage.set(sent, undefined);
  tabStorage.set(SENT, undefined);
}

/** Deletes the draft of this form and the one of the empty form. */
export function forgetDrafts(): void {
  for (const key of [keyHere(), DRAFT]) tabStorage.set(key, undefined);
}

/** Fills in the form from the draft, if there is one. If the form is shown again, a sent draft did not become a build. */
export function restoreDraft(form: HTMLFormElement): boolean {
  tabStorage.set(SENT, undefined);
  const draft = readDraft();
  fillForm(form, draft);
  return Object.keys(draft).length > 0;
}

function readDraft(): Record<string, unknown> {
  const kept = jsonIn(tabStorage.get(keyHere()) ?? '');
  return typeof kept === 'object' && kept !== null ? Object.fromEntries(Object.entries(kept)) : {};
}
