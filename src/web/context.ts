/** What the routes share: the site with its tools, the form, and the addresses of the app and the dashboard. */
import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import formDefinition from '../../form.yml';
import { RecentSolutions } from '../kernels/requests/preview/recent-solutions.js';
import type { FormField } from '../shared/form/form-field.js';
import type { ResultView } from '../shared/kernels/kernel-page.js';
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
  /** What operations have done. */
  results: RecentResults;
  /** What forms point at. */
  pointed(): Promise<Pointed>;
  /** The address of the dashboard; absent outside Open OnDemand. */
  dashboard?: string;
  /** The name of the portal. */
  portal?: string;
}

/** A request that a route answers. */
export interface Exchange {
  context: WebContext;
  request: Request;
  response: Response;
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
    results: new RecentResults(),
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

const RESULTS_MOST = 50;

/** What operations have done, for the page that the browser goes to afterwards: its address names the result. */
class RecentResults {
  private readonly kept = new Map<string, ResultView>();

  /** Its name in an address. */
  keep(result: ResultView): string {
    const id = randomBytes(9).toString('hex');
    this.kept.set(id, result);
    for (const oldest of [...this.kept.keys()].slice(0, -RESULTS_MOST)) this.kept.delete(oldest);
    return id;
  }

  /** Undefined if the server was started since, or has done much since. */
  find(id: string): ResultView | undefined {
    return this.kept.get(id);
  }
}
