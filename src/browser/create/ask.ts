/** Asks the server what it understands of the form. */
import type { Understood } from '../../shared/view-models.js';

// Larger files are looked at when the form is sent, not at each key.
const FILES_MOST = 1_000_000;

/** Nothing where the server did not answer, or was asked again meanwhile. */
export class Asking {
  private request = new AbortController();

  constructor(private readonly form: HTMLFormElement) {}

  async ask(): Promise<Understood | undefined> {
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

/** Url-encoded unless there are files. */
function bodyOf(form: HTMLFormElement): FormData | URLSearchParams {
  const data = new FormData(form);
  const files = data.getAll('upload').filter((value) => value instanceof File);
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > 0 && size <= FILES_MOST) return data;
  data.delete('upload');
  return new URLSearchParams([...data].map(([name, value]): [string, string] => [name, String(value)]));
}
