import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSite } from '../../../../src/site/site.js';
import { makeContext } from '../../../../src/web/context.js';
import { withBuildOnFields } from '../../../../src/web/form/fields/build-on-fields.js';
import { makeHome } from '../../../support/home.js';

/** The fields that say where a build runs, on a portal with these clusters. */
function fields(clusters: string[], settings: object = {}) {
  const { directory, environment } = makeHome();
  const clusters_directory = join(directory, 'clusters.d');
  mkdirSync(clusters_directory);
  for (const id of clusters)
    writeFileSync(
      join(clusters_directory, `${id}.yml`),
      JSON.stringify({ v2: { metadata: { title: `The ${id}` }, job: { adapter: 'slurm' } } }),
    );
  writeFileSync(
    environment.CREATE_KERNEL_SITE ?? '',
    JSON.stringify({ build_on: { clusters_directory, ...settings } }),
  );
  const form = withBuildOnFields(makeContext(environment).form(), readSite(environment));
  return new Map(form.filter(({ id }) => /^(cluster|job_)/.test(id)).map((field) => [field.id, field]));
}

const choices = (found: ReturnType<typeof fields>, id: string) =>
  found.get(id)?.options?.map(({ label }) => label);

describe('Where a build runs', () => {
  it('is not asked on a portal without clusters', () => {
    expect(fields([]).size).toBe(0);
  });

  it.each([
    [{}, ['This portal host', 'The owens', 'The pitzer']],
    [{ default: 'pitzer' }, ['The pitzer', 'This portal host', 'The owens']],
    [{ local: false }, ['The owens', 'The pitzer']],
    [{ clusters: ['owens'] }, ['This portal host', 'The owens']],
  ])('is a choice of this host and the clusters, as the site has it: %j', (settings, labels) => {
    expect(choices(fields(['pitzer', 'owens'], settings), 'cluster')).toEqual(labels);
  });

  it('what a job asks for has the site’s defaults and limits', () => {
    const found = fields(['owens'], {
      hours: { default: 1, most: 4 },
      memory_gigabytes: { default: 99, most: 32 },
    });
    expect(found.get('job_hours')).toMatchObject({ value: '1', max: 4, widget: 'number_field' });
    expect(found.get('job_memory')).toMatchObject({ value: '32', max: 32 });
  });

  it('queues and accounts are typed, unless the site names those there are', () => {
    expect(fields(['owens']).get('job_queue')?.widget).toBe('text_field');
    const named = fields(['owens'], { queues: ['short', 'long'], accounts: ['pas1'] });
    expect(choices(named, 'job_queue')).toEqual(['short', 'long']);
    expect(choices(named, 'job_account')).toEqual(['pas1']);
  });
});
