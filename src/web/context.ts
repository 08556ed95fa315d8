/** What the routes share: the site, equipped afresh where a build may have added a tool, and the door they stand behind. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appRoot } from '../base/program.js';
import type { FormField } from '../shared/form-field.js';
import { type EquippedSite, equipSite, readSite, type Site } from '../site/site.js';
import { parseFormDefinition } from './form/form-definition.js';

export interface WebContext {
  /** The base path, without a slash at its end; empty at the root. */
  base: string;
  /** The variables that the site is read from. */
  environment: NodeJS.ProcessEnv;
  /** The site's settings, read anew. @throws UserError if one is wrong. */
  site(): Site;
  /** The same with its tools: finding them takes a moment the first time, and when a program has changed. */
  equipped(): Promise<EquippedSite>;
  /** The fields of form.yml. */
  form(): FormField[];
  /** Where the dashboard is; absent outside Open OnDemand. */
  dashboard?: string;
  portal?: string;
}

export function makeContext(environment: NodeJS.ProcessEnv): WebContext {
  const base = (environment.PASSENGER_BASE_URI ?? '').replace(/\/+$/, '');
  let form: FormField[] | undefined;
  let looking: Promise<EquippedSite> | undefined;
  const look = async () => equipSite(readSite(environment), environment);
  return {
    base,
    environment,
    site: () => readSite(environment),
    equipped() {
      // The first look starts many programs: requests that come meanwhile share it.
      looking ??= look().finally(() => {
        looking = undefined;
      });
      return looking;
    },
    form() {
      form ??= parseFormDefinition(readFileSync(join(appRoot, 'form.yml'), 'utf8'));
      return form;
    },
    ...(base && { dashboard: environment.OOD_DASHBOARD_URL ?? '/pun/sys/dashboard' }),
    ...(environment.ONDEMAND_TITLE && { portal: environment.ONDEMAND_TITLE }),
  };
}
