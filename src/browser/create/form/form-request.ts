/** Asks the server about the unfinished form. */
import type { JsonCheck } from '../../../shared/json-checks.js';
import { isFailure, jsonOf, request } from '../../shared/session.js';
import { chosenFiles, fileProblems, sizeLimit } from '../fields/file-problems.js';

// Larger files are sent only with the finished form.
const FILES_LIMIT = 1_000_000;

/** One for each page that is open, so that the server knows which of a page's questions is the newest. */
const PAGE = `${Math.random()}`.slice(2);

/** The server's answer about the form, and about `more` values; undefined if there is none that is as wanted. */
export async function askAbout<Answer>(
  form: HTMLFormElement,
  url: string,
  isWanted: JsonCheck<Answer>,
  signal: AbortSignal,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer | undefined> {
  const body = bodyOf(form);
  for (const [name, value] of Object.entries(more)) body.append(name, value);
  const headers = { 'x-csrf-token': csrfToken(), 'x-page': PAGE };
  const response = await request(url, 'application/json', { method: 'POST', headers, body, signal });
  return isFailure(response) || !response.ok ? undefined : jsonOf(response, isWanted);
}

function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? '';
}

/** URL-encoded, unless there are files. Those that the page itself refuses are left out. */
function bodyOf(form: HTMLFormElement): FormData | URLSearchParams {
  const data = new FormData(form);
  const most = sizeLimit(form);
  const files = chosenFiles(form).filter((file) => fileProblems([file], most).length === 0);
  const size = files.reduce((sum, file) => sum + file.size, 0);
  data.delete('upload');
  if (size > 0 && size <= FILES_LIMIT) {
    for (const file of files) data.append('upload', file);
    return data;
  }
  return new URLSearchParams([...data].map(([name, value]): [string, string] => [name, String(value)]));
}
