/**
 * The clusters that the user may build on, from Open OnDemand's own descriptions: one YAML file each, named by the
 * cluster's id (osc.github.io/ood-documentation, "Cluster Config Schema v2").
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { lookUp } from '../../base/registry.js';
import type { Site } from '../../site/site.js';
import type { Cluster, ClusterSettings } from './cluster.js';
import { launchers } from './index.js';

const text = z.coerce.string();
const hostName = z.string().regex(/^[A-Za-z0-9][\w.@-]*$/);

const acl = z.object({
  adapter: z.string(),
  groups: z.array(text).default([]),
  type: z.enum(['whitelist', 'blacklist', 'allow', 'block']).default('whitelist'),
});

const description = z.object({
  v2: z.object({
    metadata: z.object({ title: text.optional(), hidden: z.boolean().default(false) }).prefault({}),
    job: z.looseObject({
      adapter: z.string(),
      submit_host: hostName.optional(),
      bin: text.optional(),
      bindir: text.optional(),
      bin_overrides: z.record(z.string(), text).default({}),
    }),
    acls: z.array(acl).default([]),
  }),
});

type JobDescription = z.output<typeof description>['v2']['job'];

/** The clusters to offer, in the order of their ids; a broken file does not affect the others. */
export function readClusters({ config }: Pick<Site, 'config'>): Cluster[] {
  const { clusters_directory: directory, clusters: offered } = config.build_on;
  return clusterFiles(directory).flatMap((name) => {
    const id = name.replace(/\.ya?ml$/, '');
    if (offered && !offered.includes(id)) return [];
    const read = readCluster(id, join(directory, name));
    return read ? [read] : [];
  });
}

function clusterFiles(directory: string): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => /^[\w-][\w.-]*\.ya?ml$/.test(name))
      .sort();
  } catch {
    // A portal without clusters has no such directory.
    return [];
  }
}

function readCluster(id: string, file: string): Cluster | undefined {
  try {
    const { metadata, job, acls } = description.parse(parse(readFileSync(file, 'utf8'))).v2;
    const settings = lookUp(launchers, job.adapter)?.settings;
    if (metadata.hidden || !settings || !acls.every(isAllowed)) return undefined;
    return toCluster({ id, title: metadata.title ?? id }, job, settings);
  } catch {
    return undefined;
  }
}

function toCluster(
  about: Pick<Cluster, 'id' | 'title'>,
  job: JobDescription,
  { variables, name }: ClusterSettings,
): Cluster {
  const { adapter, submit_host, bin_overrides } = job;
  const bin = job.bin ?? job.bindir;
  const named = name && job[name];
  return {
    ...{ ...about, adapter, bin_overrides, environment: environmentOf(job, variables) },
    ...(submit_host && { submit_host }),
    ...(bin && { bin }),
    ...(named ? { name: String(named) } : {}),
  };
}

function environmentOf(job: JobDescription, variables: ClusterSettings['variables']): Record<string, string> {
  const known = Object.entries(variables);
  return Object.fromEntries(
    known.flatMap(([setting, variable]) => (job[setting] ? [[variable, String(job[setting])]] : [])),
  );
}

/** Only rules about groups can be decided here; a cluster with another one is left to the dashboard. */
function isAllowed({ adapter, groups, type }: z.output<typeof acl>): boolean {
  if (adapter !== 'group') return false;
  const member = groups.some((group) => groupNames().has(group));
  return type === 'whitelist' || type === 'allow' ? member : !member;
}

let known: Set<string> | undefined;

/** The names of the groups that the user is in. */
function groupNames(): Set<string> {
  known ??= new Set(execFileSync('id', ['-Gn'], { encoding: 'utf8' }).trim().split(' '));
  return known;
}
