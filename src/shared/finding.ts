/** The result of one of the doctor's checks. */

/** `warn`: the app works, but not for all users or not completely; `fail`: something must be fixed. */
export type Status = 'ok' | 'warn' | 'fail';

export interface SiteFinding {
  /** Stable, such as `manager-uv`. */
  id: string;
  title: string;
  status: Status;
  /** What was found, as a sentence without secrets. */
  found: string;
  /** What to do; absent if there is nothing to do. */
  fix?: string;
}
