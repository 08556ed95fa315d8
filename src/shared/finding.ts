/** What the doctor found out about one thing that a site needs, as data. */

/** `warn`: the app works, but not for everybody or not in everything; `fail`: something has to be mended. */
export type Status = 'ok' | 'warn' | 'fail';

export interface Finding {
  /** Stable, such as `manager-uv`. */
  id: string;
  title: string;
  status: Status;
  /** What was found, in words. Never holds a secret. */
  found: string;
  /** What to do; absent where nothing is to be done. */
  mend?: string;
}
