/** Checks the clusters in Open OnDemand's configuration: whether builds can run there, and the schedulers answer. */
import { readdirSync } from 'node:fs';
import { run } from '../../base/process.js';
import { lookUp } from '../../base/registry.js';
import type { Cluster } from '../../builds/launchers/cluster.js';
import { readClusters } from '../../builds/launchers/clusters.js';
import { commandOn, environmentOn } from '../../builds/launchers/schedulers/scheduler-command.js';
import { placesToBuild } from '../../kernels/requests/checks/build-place.js';
import type { SiteFinding } from '../../shared/finding.js';
import type { EquippedSite } from '../../site/site.js';
import { about, type Subject } from '../check.js';

const SECONDS = 6;

/** Adapter → a command that queries the scheduler and changes nothing. */
const questions: Readonly<Record<string, string[]>> = {
  slurm: ['scontrol', 'ping'],
  lsf: ['lsid'],
  pbspro: ['qstat', '-B'],
  torque: ['qstat', '-B'],
  sge: ['qconf', '-sss'],
};

export async function checkClusters({ site }: Subject): Promise<SiteFinding[]> {
  const clusters = readClusters(site);
  const answers = await Promise.all(clusters.map(checkCluster));
  return [descriptions(site, clusters), ...answers, place(site, clusters)];
}

function descriptions({ config }: EquippedSite, clusters: readonly Cluster[]): SiteFinding {
  const tell = about('clusters', 'Clusters');
  const { clusters_directory: directory, clusters: offered } = config.build_on;
  const passed = describedIn(directory).filter((id) => !clusters.some((cluster) => cluster.id === id));
  const missing = (offered ?? []).filter((id) => !clusters.some((cluster) => cluster.id === id));
  const names = clusters.map(({ id }) => id).join(', ') || 'none';
  const found = `${names}, from \`${directory}\``;
  if (missing.length > 0)
    return tell.fail(
      `no usable description of ${missing.join(', ')} in \`${directory}\``,
      'Correct `build_on.clusters`, or the description of the cluster: its scheduler may not be supported, or its `acls` may exclude this user',
    );
  return tell.ok(passed.length > 0 ? `${found}; not used: ${passed.join(', ')}` : found);
}

function describedIn(directory: string): string[] {
  try {
    const names = readdirSync(directory).filter((name) => /\.ya?ml$/.test(name));
    return names.map((name) => name.replace(/\.ya?ml$/, ''));
  } catch {
    return [];
  }
}

async function checkCluster(cluster: Cluster): Promise<SiteFinding> {
  const tell = about(`cluster-${cluster.id}`, `Cluster “${cluster.title}”`);
  const question = lookUp(questions, cluster.adapter) ?? [];
  const { exit, stdout, stderr } = await run(commandOn(cluster, question), {
    environment: environmentOn(cluster),
    seconds: SECONDS,
  });
  const said = (stderr.trim() || stdout.trim()).split('\n')[0] || 'it printed nothing';
  const where = cluster.submit_host ? ` on ${cluster.submit_host}, by ssh without a password` : '';
  if (exit === 0 && !/\bDOWN\b/.test(stdout)) return tell.ok(`${cluster.adapter} answers${where}`);
  return tell.fail(
    `\`${question.join(' ')}\`${where} failed: ${said}`,
    'Run that command as this user. Its path is set by `bin`, `bin_overrides` and `conf` in the description of the cluster',
  );
}

/** Where builds run by default. */
function place(site: EquippedSite, clusters: readonly Cluster[]): SiteFinding {
  const tell = about('build-on', 'Where builds run');
  const [first, ...others] = placesToBuild(site, clusters);
  const { default: wanted } = site.config.build_on;
  if (!first)
    return tell.fail(
      'builds cannot run anywhere',
      'Allow builds on this host (`build_on.local`), or add a cluster',
    );
  if (first !== wanted)
    return tell.fail(
      `unknown host or cluster \`${wanted}\`; known are ${[first, ...others].join(', ')}`,
      'Correct `build_on.default`',
    );
  return tell.ok([`${first} by default`, ...others].join(', or '));
}
