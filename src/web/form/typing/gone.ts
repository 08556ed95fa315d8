/** When a page no longer waits for an answer. */
import type { Response } from 'express';

/** Aborts when the page closes the connection, as it does for a question that it no longer needs. */
export function goneSignal(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}
