/** What a check of the doctor is given, and how it reports. */
import type { Finding, Status } from '../shared/finding.js';
import type { EquippedSite } from '../site/site.js';

/** What is looked at: a site as this user has it, and the environment that it was read from. */
export interface Subject {
  site: EquippedSite;
  environment: NodeJS.ProcessEnv;
}

/** Looks at one part of a site. Takes a few seconds at the most; does not change anything. */
export type Check = (subject: Subject) => Promise<Finding[]> | Finding[];

/** The three ways to tell of one thing. */
export function about(id: string, title: string) {
  const tell = (status: Status, found: string, fix?: string): Finding => {
    return { id, title, status, found, ...(fix && { fix }) };
  };
  return {
    ok: (found: string) => tell('ok', found),
    warn: (found: string, fix: string) => tell('warn', found, fix),
    fail: (found: string, fix: string) => tell('fail', found, fix),
  };
}
