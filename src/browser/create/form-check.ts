/** Sends the unfinished form to the server, which reads it. */
import type { Understood } from '../../shared/view-models.js';

// Larger files are sent only with the finished form.
const FILES_LIMIT = 1_000_000;

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
    try {
      const response = await fetch(this.form.dataset.understandUrl ?? '', {
        method: 'POST',
        headers: { 'x-csrf-token': csrfToken() },
        body: bodyOf(this.form),
        signal,
      });
      return response.ok ? await response.json() : undefined;
    } catch {
      return undefined;
    }
  }
}

function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? '';
}

/** URL-encoded, unless there are files. */
function bodyOf(form: HTMLFormElement): FormData | URLSearchParams {
  const data = new FormData(form);
  const files = data.getAll('upload').filter((value) => value instanceof File);
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > 0 && size <= FILES_LIMIT) return data;
  data.delete('upload');
  return new URLSearchParams([...data].map(([name, value]): [string, string] => [name, String(value)]));
}
