/** What the doctor found out about one thing that a site needs, and what a check is given. */
import type { EquippedSite } from '../site/site.js';

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

/** What is looked at: a site as this user has it, and the environment that it was read from. */
export interface Subject {
  site: EquippedSite;
  environment: NodeJS.ProcessEnv;
}

/** Looks at one part of a site. Takes a few seconds at the most; does not change anything. */
export type Check = (subject: Subject) => Promise<Finding[]> | Finding[];

/** The three ways to tell of one thing. */
export function about(id: string, title: string) {
  const tell = (status: Status, found: string, mend?: string): Finding => {
    return { id, title, status, found, ...(mend && { mend }) };
  };
  return {
    ok: (found: string) => tell('ok', found),
    warn: (found: string, mend: string) => tell('warn', found, mend),
    fail: (found: string, mend: string) => tell('fail', found, mend),
  };
}
