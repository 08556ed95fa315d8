/** The doctor: checks everything that a site needs, in parallel, and returns the findings. */
import { userErrorsOf } from '../base/errors.js';
import { limitTime } from '../base/time-limit.js';
import { createMasker, secretValues } from '../builds/runner/output/mask-secrets.js';
import { secretsOfFiles } from '../builds/runner/output/secrets-of-files.js';
import type { SiteFinding } from '../shared/finding.js';
import { equipSite, readSite, type Site } from '../site/site.js';
import { about, type Check, type Subject } from './check.js';
import { checkClusters } from './checks/clusters.js';
import { checkJupyter } from './checks/jupyter.js';
import { checkModules } from './checks/modules.js';
import { checkNetwork } from './checks/network.js';
import { checkOperation } from './checks/operation.js';
import { checkPlaces } from './checks/places.js';
import { checkProgram } from './checks/program.js';
import { checkSettings, unreadable } from './checks/settings.js';
import { checkTools } from './checks/tools.js';
import { passwordsOf } from './proxy.js';

export type { SiteFinding, Status } from '../shared/finding.js';

/** The checks, in the order of the report. A new one is a file in checks/ and a line here. */
export const doctorChecks: Readonly<Record<string, Check>> = {
  program: checkProgram,
  settings: checkSettings,
  tools: checkTools,
  places: checkPlaces,
  jupyter: checkJupyter,
  clusters: checkClusters,
  modules: checkModules,
  network: checkNetwork,
  operation: checkOperation,
};

// A file system or a host that does not answer must not delay the other findings.
const MILLISECONDS = 8000;
// An empty file of settings.
const NO_SETTINGS = '/dev/null';

/** Checks the site for the user that this process runs as. Takes less than ten seconds, and changes nothing. */
export async function examine(environment: NodeJS.ProcessEnv = process.env): Promise<SiteFinding[]> {
  const { site, problem } = readOrWithout(environment);
  if (!site) return [problem];
  const subject = { site: await equipSite(site, environment), environment };
  const groups = Object.entries(doctorChecks).map(([id, check]) => inTime(id, check, subject));
  const findings = (await Promise.all(groups)).flat();
  const reported = problem ? findings.map((each) => (each.id === problem.id ? problem : each)) : findings;
  return withoutSecrets(reported, site.environment);
}

/** Whether no check failed. */
export function isWell(findings: readonly SiteFinding[]): boolean {
  return findings.every(({ status }) => status !== 'fail');
}

function readOrWithout(
  environment: NodeJS.ProcessEnv,
): { site: Site; problem?: SiteFinding } | { site?: undefined; problem: SiteFinding } {
  try {
    return { site: readSite(environment) };
  } catch (error) {
    const problem = unreadable(error);
    // Programs must not be run from a directory that another user may have written.
    const [first] = userErrorsOf(error);
    if (first?.code === 'directory-not-private')
      return { problem: about('places', 'Directories').fail(first.message, first.hint) };
    return { site: readSite({ ...environment, CREATE_KERNEL_SITE: NO_SETTINGS }), problem };
  }
}

async function inTime(id: string, check: Check, subject: Subject): Promise<SiteFinding[]> {
  const tell = about(id, `Checks of ${id}`);
  const slow = tell.warn(
    `no answer within ${MILLISECONDS / 1000} s`,
    'Look for a file system or a host that does not answer',
  );
  let lift = () => {};
  const late = new Promise<SiteFinding[]>((resolve) => {
    lift = limitTime(MILLISECONDS, () => resolve([slow]));
  });
  try {
    return await Promise.race([check(subject), late]);
  } catch (error) {
    // One check that throws must not hide the others.
    return [tell.fail((error as Error).message, 'Report this as a bug of Create Kernel')];
  } finally {
    lift();
  }
}

/** Output of programs may repeat the secrets in their environment. */
function withoutSecrets(
  findings: readonly SiteFinding[],
  environment: Record<string, string>,
): SiteFinding[] {
  const { mask } = createMasker([
    ...secretValues(environment),
    ...passwordsOf(environment),
    ...secretsOfFiles(environment),
  ]);
  return findings.map(({ found, fix, ...rest }) => {
    return { ...rest, found: mask(found), ...(fix && { fix: mask(fix) }) };
  });
}
