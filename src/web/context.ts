/** What the routes share: the site with its tools, the form, and the addresses of the app and the dashboard. */
import formDefinition from '../../form.yml';
import { RecentSolutions } from '../kernels/requests/preview/recent-solutions.js';
import type { FormField } from '../shared/form/form-field.js';
import { type EquippedSite, equipSite, readSite, type Site } from '../site/site.js';
import { parseFormDefinition } from './form/fields/form-definition.js';
import type { Pointed } from './form/reading/pointed.js';

export interface WebContext {
  /** The base path, without a trailing slash; empty at the root. */
  base: string;
  /** The variables that the settings are read from. */
  environment: NodeJS.ProcessEnv;
  /** Reads the site's settings. @throws UserError if one is wrong. */
  site(): Site;
  /** The site with its tools. Slow at the first call and after a program has changed. */
  equipped(): Promise<EquippedSite>;
  /** The fields of form.yml. */
  form(): FormField[];
  /** What package managers have answered. */
  solutions: RecentSolutions;
  /** What forms point at. */
  pointed(): Promise<Pointed>;
  /** The address of the dashboard; absent outside Open OnDemand. */
  dashboard?: string;
  /** The name of the portal. */
  portal?: string;
}

export function makeContext(environment: NodeJS.ProcessEnv): WebContext {
  const base = (environment.PASSENGER_BASE_URI ?? '').replace(/\/+$/, '');
  let form: FormField[] | undefined;
  let equipping: Promise<EquippedSite> | undefined;
  let pointed: Promise<Pointed> | undefined;
  const equip = async () => equipSite(readSite(environment), environment);
  return {
    base,
    environment,
    solutions: new RecentSolutions(),
    pointed() {
      // Few forms need it.
      pointed ??= import('./form/reading/pointed.js').then((loaded) => new loaded.Pointed());
      return pointed;
    },
    site: () => readSite(environment),
    equipped() {
      // The first call starts many programs; concurrent requests share it.
      equipping ??= equip().finally(() => {
        equipping = undefined;
      });
      return equipping;
    },
    form() {
      form ??= parseFormDefinition(formDefinition);
      return form;
    },
    ...(base && { dashboard: environment.OOD_DASHBOARD_URL ?? '/pun/sys/dashboard' }),
    ...(environment.ONDEMAND_TITLE && { portal: environment.ONDEMAND_TITLE }),
  };
}
