/** The input of a check of the doctor, and how it reports. */
import type { SiteFinding, Status } from '../shared/finding.js';
import type { EquippedSite } from '../site/site.js';

/** What is checked: the site for this user, and the environment variables that it was read from. */
export interface Subject {
  site: EquippedSite;
  environment: NodeJS.ProcessEnv;
}

/** Checks one part of a site. Takes a few seconds at most, and changes nothing. */
export type Check = (subject: Subject) => Promise<SiteFinding[]> | SiteFinding[];

/** Makes the findings about one thing: one that passed, a warning, or a failure with its fix. */
export function about(id: string, title: string) {
  const tell = (status: Status, found: string, fix?: string): SiteFinding => {
    return { id, title, status, found, ...(fix && { fix }) };
  };
  return {
    ok: (found: string) => tell('ok', found),
    warn: (found: string, fix: string) => tell('warn', found, fix),
    fail: (found: string, fix: string) => tell('fail', found, fix),
  };
}
