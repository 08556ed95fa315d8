/** Requests to the app, which notice that the portal's session has ended: its login page answers then, not the app. */
import { jsonIn } from '../../base/text/json.js';
import type { JsonCheck } from '../../shared/json-checks.js';
import { byId } from './elements.js';

/** `lost`: no answer, or one of a proxy without the app. `logged-out`: the portal wants the user to log in. */
export type Failure = 'lost' | 'logged-out';

/** The kinds of content that scripts ask for. A page is none of them. */
export type ContentKind = 'application/json' | 'text/event-stream';

/**
 * What the app answers; errors of the app itself too. Portals answer for it with 401 or 403, with a redirect to another
 * host, which a script may not follow, or with a page and the status 200.
 */
export async function request(
  url: string,
  wanted: ContentKind,
  options: RequestInit = {},
): Promise<Response | Failure> {
  const headers = { ...options.headers, accept: wanted };
  const response = await fetch(url, { ...options, headers, redirect: 'manual' }).catch(() => undefined);
  const answer = response ? answerOf(response, wanted) : 'lost';
  // An aborted request says nothing.
  if (!options.signal?.aborted) showSession(answer === 'logged-out');
  return answer;
}

export function isFailure(answer: unknown): answer is Failure {
  return answer === 'lost' || answer === 'logged-out';
}

/** The JSON of an answer; undefined if it is none, or not what the check wants. */
export async function jsonOf<Value>(
  response: Response,
  isWanted: JsonCheck<Value>,
): Promise<Value | undefined> {
  // The connection may end within the answer.
  const value = jsonIn(await response.text().catch(() => ''));
  return isWanted(value) ? value : undefined;
}

/** Pure. */
export function answerOf(response: Response, wanted: ContentKind): Response | Failure {
  const { status, type, headers } = response;
  if (type === 'opaqueredirect' || status === 401) return 'logged-out';
  if (headers.get('content-type')?.startsWith(wanted)) return response;
  // The app reports its errors as JSON if a script asks.
  if (status >= 400 && status < 500 && headers.get('content-type')?.startsWith('application/json'))
    return response;
  return status === 403 || (status >= 200 && status < 300) ? 'logged-out' : 'lost';
}

/** Says that the session has ended, or no longer. */
export function showSession(isLoggedOut: boolean): void {
  const note = byId('logged-out', HTMLElement);
  if (note.hidden === isLoggedOut) note.hidden = !isLoggedOut;
}
