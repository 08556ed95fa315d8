/** A question about the form that is asked after a pause in typing. A change of the form ends the one that runs. */
import type { JsonCheck } from '../../../shared/json-checks.js';
import { askAbout } from '../form/form-request.js';

// A person has stopped typing: this much after the form was read, in milliseconds.
const PAUSE = 700;

export class LaterQuestion<Answer> {
  private request = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `url`: undefined if the site does not want the question. */
  constructor(
    private readonly form: HTMLFormElement,
    private readonly url: string | undefined,
    private readonly isWanted: JsonCheck<Answer>,
    private readonly answered: (answer: Answer | undefined) => void,
  ) {}

  /** The form changes: what the server works on is about an older one. */
  cancel(): void {
    clearTimeout(this.timer);
    this.request.abort();
  }

  askSoon(): void {
    this.cancel();
    const { url } = this;
    if (url !== undefined) this.timer = setTimeout(() => void this.ask(url), PAUSE);
  }

  private async ask(url: string): Promise<void> {
    this.request = new AbortController();
    const { signal } = this.request;
    const answer = await askAbout(this.form, url, this.isWanted, signal);
    if (!signal.aborted) this.answered(answer);
  }
}
