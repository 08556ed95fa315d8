/** Checks Jupyter: whether it finds the published kernels, and which central kernels there are. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { run } from '../../base/process.js';
import { parseJson } from '../../base/text/json.js';
import type { SiteFinding } from '../../shared/finding.js';
import { expandPath } from '../../site/paths.js';
import { findOnPath, searchDirectories } from '../../site/tools/search-path.js';
import { about, type Subject } from '../check.js';

const SECONDS = 5;

export async function checkJupyter(subject: Subject): Promise<SiteFinding[]> {
  return [await program(subject), ...ignored(subject), ...central(subject), link(subject)];
}

async function program({ site, environment }: Subject): Promise<SiteFinding> {
  const tell = about('jupyter', 'Jupyter');
  const ours = `kernels are published in \`${join(site.jupyter_data, 'kernels')}\``;
  // As a job runs it, without the environment variables of this app.
  const path = await findOnPath('jupyter', searchDirectories(site.environment.PATH, environment.PATH));
  if (!path) return tell.ok(`not installed on this host, which does not need it; ${ours}`);
  const { stdout } = await run([path, '--paths', '--json'], {
    environment: site.environment,
    seconds: SECONDS,
  });
  const searched = dataPaths(stdout);
  if (!searched) return tell.ok(`\`${path}\`, which does not report its data directories; ${ours}`);
  return searched.includes(site.jupyter_data)
    ? tell.ok(`\`${path}\`; ${ours}, which it searches`)
    : tell.fail(
        `\`${path}\` searches ${searched.map((each) => `\`${each}\``).join(', ')}; ${ours}`,
        'Set `jupyter_data` to the data directory of the site’s Jupyter sessions',
      );
}

/** Variables of this app that name another directory, which Jupyter jobs do not inherit. */
function ignored({ site, environment }: Subject): SiteFinding[] {
  const { JUPYTER_DATA_DIR: data, XDG_DATA_HOME: home } = environment;
  const named = data || (home && join(home, 'jupyter'));
  if (!named || named === site.jupyter_data) return [];
  return [
    about('jupyter-variables', 'Jupyter’s variables').warn(
      `\`${data ? 'JUPYTER_DATA_DIR' : 'XDG_DATA_HOME'}\` of this app names \`${named}\`, which is not used: kernels are published in \`${join(site.jupyter_data, 'kernels')}\``,
      'If the site’s Jupyter sessions set the variable too, set `jupyter_data` to that directory',
    ),
  ];
}

/** What `jupyter --paths --json` prints, as far as it is used. */
const pathsSchema = z.object({ data: z.array(z.string()) });

function dataPaths(answer: string): string[] | undefined {
  try {
    return pathsSchema.parse(parseJson(answer)).data;
  } catch {
    return undefined;
  }
}

/** Only directories that the site names must exist; Jupyter's default ones need not. */
function central({ site, environment }: Subject): SiteFinding[] {
  const tell = about('central-kernels', 'Central kernels');
  const expand = (path: string) => expandPath(path, site.account, environment);
  const jupyterPath = (environment.JUPYTER_PATH ?? '').split(':').filter(Boolean);
  const named = [
    ...jupyterPath.map((path) => join(path, 'kernels')),
    ...site.config.central_kernels.map(expand),
  ];
  const missing = named.filter((path) => !existsSync(path));
  if (missing.length > 0)
    return [
      tell.warn(
        `missing: ${missing.map((path) => `\`${path}\``).join(', ')}`,
        'Correct `central_kernels`, or the JUPYTER_PATH of this app',
      ),
    ];
  const there = site.central.filter((path) => existsSync(path));
  return [tell.ok(there.length > 0 ? there.map((path) => `\`${path}\``).join(', ') : 'none')];
}

function link({ site }: Subject): SiteFinding {
  const tell = about('jupyter-link', 'Link to Jupyter');
  const { jupyter_url: url } = site.config;
  return url
    ? tell.ok(`\`${url}\``)
    : tell.ok('not set (`jupyter_url`): pages say how to open Jupyter instead');
}
