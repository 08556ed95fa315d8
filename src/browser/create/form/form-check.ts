/** Sends the unfinished form to the server, which reads it, except files that the page itself refuses. */
import { isUnderstood } from '../../../shared/form/form-shapes.js';
import type { Understood } from '../../../shared/form/understood.js';
import { chosenFiles, fileProblems, sizeLimit } from '../fields/file-problems.js';
import { askAbout } from './form-request.js';

/** Runs one check at a time. A newer check cancels an older one. */
export class FormCheck {
  private request = new AbortController();
  private newest: Promise<Understood | undefined> = Promise.resolve(undefined);

  constructor(private readonly form: HTMLFormElement) {}

  /** Undefined if the server does not respond or a newer check has started. */
  run(): Promise<Understood | undefined> {
    this.newest = this.send();
    return this.newest;
  }

  /** The result of this check, or of the newer one that cancelled it. Undefined if the server does not respond. */
  async runToNewest(): Promise<Understood | undefined> {
    let awaited = this.run();
    let understood = await awaited;
    while (awaited !== this.newest) {
      awaited = this.newest;
      understood = await awaited;
    }
    return understood;
  }

  private async send(): Promise<Understood | undefined> {
    this.request.abort();
    this.request = new AbortController();
    const { signal } = this.request;
    const url = this.form.dataset.understandUrl ?? '';
    const understood = await askAbout(this.form, url, isUnderstood, signal);
    if (!understood) return undefined;
    const ofFiles = fileProblems(chosenFiles(this.form), sizeLimit(this.form));
    return { ...understood, problems: [...ofFiles, ...understood.problems] };
  }
}
