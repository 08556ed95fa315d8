/** Sends the form when the server has found no problems. Otherwise selected files would be lost. */
import type { Understood } from '../../../shared/form/understood.js';
import { all } from '../../shared/elements.js';

export interface SendOptions {
  /** The server's reading of the form; undefined if the server does not respond. */
  check: () => Promise<Understood | undefined>;
  /** Called if problems block the form. */
  refuse: (understood: Understood) => void;
  /** Called when the form is sent, with its button. */
  sending: (button: HTMLElement | null) => void;
}

export function startSending(form: HTMLFormElement, options: SendOptions): void {
  let state: 'ready' | 'checking' | 'checked' = 'ready';
  form.addEventListener('submit', async (event) => {
    const { submitter } = event;
    // This button changes the form, which has problems until then.
    if (submitter instanceof HTMLButtonElement && submitter.formNoValidate) return;
    showBusy(form, submitter);
    if (state === 'checked') {
      state = 'ready';
      options.sending(submitter);
      return;
    }
    event.preventDefault();
    if (state === 'checking') return;
    state = 'checking';
    const isFine = await isAccepted(options);
    state = isFine ? 'checked' : 'ready';
    if (isFine) form.requestSubmit(submitter);
    else showBusy(form, null);
  });
  // The browser's back button may restore the busy page.
  addEventListener('pageshow', () => showBusy(form, null));
}

/** If the server does not respond, the form is sent: the response shows what is wrong. */
async function isAccepted({ check, refuse }: SendOptions): Promise<boolean> {
  const understood = await check();
  if (!understood || understood.problems.length === 0) return true;
  refuse(understood);
  return false;
}

/** Does not disable buttons: they would lose the focus. */
function showBusy(form: HTMLFormElement, busy: HTMLElement | null): void {
  for (const button of all('button[type="submit"]', HTMLButtonElement, form)) {
    button.setAttribute('aria-busy', String(button === busy));
    button.classList.toggle('busy', button === busy);
  }
}
