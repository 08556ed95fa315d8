/** The field *Build on* and the fields of its job, with the clusters and limits of the site. Absent if the site has no cluster. */

import { readClusters } from '../../../builds/launchers/clusters.js';
import { LOCAL, placesToBuild } from '../../../kernels/requests/checks/build-place.js';
import type { FormField } from '../../../shared/form/form-field.js';
import { resourceFields } from '../../../site/resources.js';
import type { SiteConfig } from '../../../site/settings/index.js';
import type { Site } from '../../../site/site.js';

/** The form with the site's clusters, queues, accounts and limits. */
export function withBuildOnFields(form: readonly FormField[], site: Pick<Site, 'config'>): FormField[] {
  const clusters = readClusters(site);
  if (clusters.length === 0) return form.filter(({ id }) => !isBuildOnField(id));
  const titles = new Map([
    [LOCAL, 'This portal host'],
    ...clusters.map(({ id, title }) => [id, title] as const),
  ]);
  const options = placesToBuild(site, clusters).map((id) => ({ value: id, label: titles.get(id) ?? id }));
  const { build_on } = site.config;
  return form.map((field) =>
    field.id === 'cluster' ? { ...field, options } : { ...field, ...changes[field.id]?.(build_on) },
  );
}

function isBuildOnField(id: string): boolean {
  return id === 'cluster' || resourceFields.some((field) => field === id);
}

type Settings = SiteConfig['build_on'];

const changes: Record<string, (settings: Settings) => Partial<FormField>> = {
  job_queue: ({ queues }) => choices(queues),
  job_account: ({ accounts }) => choices(accounts),
  job_hours: ({ hours }) => bounds(hours),
  job_cores: ({ cores }) => bounds(cores),
  job_memory: ({ memory_gigabytes }) => bounds(memory_gigabytes),
};

function choices(names: readonly string[]): Partial<FormField> {
  if (names.length === 0) return {};
  return { widget: 'select', options: names.map((name) => ({ value: name, label: name })) };
}

function bounds({ default: initial, most }: Settings['hours']): Partial<FormField> {
  return { max: most, value: `${Math.min(initial, most)}` };
}
