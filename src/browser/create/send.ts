/** Sends the form once the server finds nothing wrong with it: files that were chosen would be lost otherwise. */
import type { Understood } from '../../shared/view-models.js';
import { all } from '../shared/elements.js';

export interface SendOptions {
  /** What the server says of the form; nothing where it does not answer. */
  ask: () => Promise<Understood | undefined>;
  /** Called with the problems that keep the form from being sent. */
  refuse: (understood: Understood) => void;
  /** Called when the form is really sent, with the button that sends it. */
  sending: (button: HTMLElement | null) => void;
}

export function startSending(form: HTMLFormElement, options: SendOptions): void {
  let state: 'ready' | 'asking' | 'checked' = 'ready';
  form.addEventListener('submit', async (event) => {
    const { submitter } = event;
    showBusy(form, submitter);
    if (state === 'checked') {
      state = 'ready';
      options.sending(submitter);
      return;
    }
    event.preventDefault();
    if (state === 'asking') return;
    state = 'asking';
    const isFine = await isAccepted(options);
    state = isFine ? 'checked' : 'ready';
    if (isFine) form.requestSubmit(submitter);
    else showBusy(form, null);
  });
  // The browser's way back may show the page as it was left.
  addEventListener('pageshow', () => showBusy(form, null));
}

/** A form that the server cannot be asked about is sent: its answer then tells more. */
async function isAccepted({ ask, refuse }: SendOptions): Promise<boolean> {
  const understood = await ask();
  if (!understood || understood.problems.length === 0) return true;
  refuse(understood);
  return false;
}

/** Disabled buttons would lose the focus. */
function showBusy(form: HTMLFormElement, busy: HTMLElement | null): void {
  for (const button of all('button[type="submit"]', HTMLButtonElement, form)) {
    button.setAttribute('aria-busy', String(button === busy));
    button.classList.toggle('busy', button === busy);
  }
}
