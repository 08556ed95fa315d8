/** Makes the model of the frame around every page. */
import type { Response } from 'express';
import { programVersion } from '../../base/program.js';
import type { Build } from '../../builds/build.js';
import { listBuilds } from '../../builds/builds.js';
import { hasEnded } from '../../shared/builds/build-events.js';
import type { Frame } from '../../shared/frame.js';
import type { Site } from '../../site/site.js';
import type { WebContext } from '../context.js';
import { isFirstVisit, pageToken } from '../security.js';

/** `known`: the user's builds, if they were listed already. */
export async function makeFrame(
  context: WebContext,
  response: Response,
  page: Pick<Frame, 'title' | 'section'>,
  site?: Site,
  known?: readonly Pick<Build, 'state'>[],
): Promise<Frame> {
  const builds = known ?? (site ? await listBuilds(site) : []);
  const { base, dashboard, portal } = context;
  return {
    ...page,
    base,
    running: builds.filter((build) => !hasEnded(build.state.status)).length,
    csrf: pageToken(response),
    version: programVersion(),
    ...(isFirstVisit(response) && { first_visit: true as const }),
    ...(dashboard && { dashboard }),
    ...(portal && { portal }),
    ...(site && isAdministrator(site) && { administrator: true as const }),
    ...(site?.config.help_url && { help: site.config.help_url }),
  };
}

/** Whether the site's settings list this user under `administrators`. */
export function isAdministrator({ config, account }: Pick<Site, 'config' | 'account'>): boolean {
  return config.administrators.includes(account.user);
}
