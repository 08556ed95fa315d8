import { describe, expect, it } from 'vitest';
import type { UserError } from '../../src/base/errors.js';
import { type ResourceTexts, readResources, textsOfResources } from '../../src/site/resources.js';
import { siteSchema } from '../../src/site/settings/index.js';

function read(texts: ResourceTexts, settings: object = {}) {
  const errors: UserError[] = [];
  const config = siteSchema.parse({ build_on: settings });
  const resources = readResources(texts, config.build_on, errors);
  return { resources, errors: errors.map(({ field, code }) => `${field}: ${code}`) };
}

describe('The resources of a job', () => {
  it('are the site’s defaults if nothing is typed', () => {
    expect(read({ job_hours: ' ' }, { queues: ['short', 'long'], hours: { default: 3 } })).toEqual({
      resources: { queue: 'short', account: '', hours: 3, cores: 2, memory_gigabytes: 8 },
      errors: [],
    });
  });

  it('are the typed ones, and fill the form in again', () => {
    const typed = {
      job_queue: 'gpu_4',
      job_account: 'PAS-1.x',
      job_hours: '0.5',
      job_cores: '3',
      job_memory: '12',
    };
    const { resources, errors } = read(typed);
    expect(errors).toEqual([]);
    expect(textsOfResources(resources)).toEqual(typed);
  });

  it.each<[ResourceTexts, string]>([
    [{ job_queue: '--wrap=id' }, 'job_queue: job-word-not-understood'],
    [{ job_queue: 'a b' }, 'job_queue: job-word-not-understood'],
    [{ job_account: 'a;id' }, 'job_account: job-word-not-understood'],
    [{ job_account: '$(id)' }, 'job_account: job-word-not-understood'],
    [{ job_queue: 'other' }, 'job_queue: job-word-not-offered'],
    [{ job_hours: 'two' }, 'job_hours: job-number-not-understood'],
    [{ job_hours: '0' }, 'job_hours: job-number-not-understood'],
    [{ job_cores: '-1' }, 'job_cores: job-number-not-understood'],
    [{ job_hours: '1e9' }, 'job_hours: job-number-not-understood'],
    [{ job_hours: '25' }, 'job_hours: job-number-most'],
    [{ job_memory: '65' }, 'job_memory: job-number-most'],
  ])('%j is refused at its field', (texts, error) => {
    expect(read(texts, { queues: ['long'] }).errors).toEqual([error]);
  });
});
