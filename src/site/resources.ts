/** The resources of a cluster job: read from text, and checked against the site's limits. Pure. */
import * as z from 'zod/mini';
import { UserError } from '../base/errors.js';
import type { SiteConfig } from './settings/index.js';

export const resourcesSchema = z.object({
  /** The queue or partition; empty leaves it to the scheduler. */
  queue: z.string(),
  /** Empty leaves it to the scheduler. */
  account: z.string(),
  hours: z.number(),
  cores: z.number(),
  memory_gigabytes: z.number(),
});

export type Resources = z.output<typeof resourcesSchema>;

/** The ids of their fields, on this app's form and the dashboard's. */
export const resourceFields = ['job_queue', 'job_account', 'job_hours', 'job_cores', 'job_memory'] as const;

export type ResourceField = (typeof resourceFields)[number];

/** The typed text, by field; if one is missing or empty, the site's default is used. */
export type ResourceTexts = Partial<Record<ResourceField, string>>;

type Settings = SiteConfig['build_on'];

/** Reads the resources and adds each mistake to `errors`, with its field. */
export function readResources(texts: ResourceTexts, settings: Settings, errors: UserError[]): Resources {
  const { queues, accounts } = settings;
  const read = new ResourceReading(texts, errors);
  return {
    queue: read.word('job_queue', 'queue', queues, queues[0]),
    account: read.word('job_account', 'account', accounts, accounts[0]),
    hours: read.number('job_hours', 'hours', settings.hours),
    cores: Math.ceil(read.number('job_cores', 'cores', settings.cores)),
    memory_gigabytes: read.number('job_memory', 'gigabytes', settings.memory_gigabytes),
  };
}

/** The text for each field, to fill in a form again. */
export function textsOfResources(resources: Resources | undefined): Record<string, string> {
  if (!resources) return {};
  const { queue, account, hours, cores, memory_gigabytes } = resources;
  return {
    job_queue: queue,
    job_account: account,
    job_hours: `${hours}`,
    job_cores: `${cores}`,
    job_memory: `${memory_gigabytes}`,
  };
}

class ResourceReading {
  constructor(
    private readonly texts: ResourceTexts,
    private readonly errors: UserError[],
  ) {}

  /** A name that is safe as an argument of a command: it cannot be an option. */
  word(field: ResourceField, what: string, known: readonly string[], initial = ''): string {
    const given = this.text(field) || initial;
    if (given === '') return '';
    if (!/^[A-Za-z0-9][\w.@:-]{0,99}$/.test(given))
      this.errors.push(new UserError('job-word-not-understood', { given, what }, field));
    else if (known.length > 0 && !known.includes(given))
      this.errors.push(new UserError('job-word-not-offered', { given, what, known }, field));
    return given;
  }

  number(field: ResourceField, what: string, range: { default: number; most: number }): number {
    const given = this.text(field);
    if (given === '') return Math.min(range.default, range.most);
    const value = Number(given.replace(',', '.'));
    if (!/^\d{1,6}([.,]\d{1,3})?$/.test(given) || value <= 0)
      this.errors.push(new UserError('job-number-not-understood', { given, what }, field));
    else if (value > range.most)
      this.errors.push(new UserError('job-number-most', { given, what, most: range.most }, field));
    return value;
  }

  private text(field: ResourceField): string {
    return (this.texts[field] ?? '').trim();
  }
}
