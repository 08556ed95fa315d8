/** What a job of the cluster asks for: as typed, and checked against what the site lets a build ask for. Pure. */
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

/** The form's fields for them, which the dashboard's form has too. */
export const resourceFields = ['job_queue', 'job_account', 'job_hours', 'job_cores', 'job_memory'] as const;

export type ResourceField = (typeof resourceFields)[number];

/** What was typed, by field; what is missing or empty is the site's default. */
export type ResourceTexts = Partial<Record<ResourceField, string>>;

type Settings = SiteConfig['build_on'];

/** What was asked for; what is wrong with it is added to `errors`, each at its field. */
export function readResources(texts: ResourceTexts, settings: Settings, errors: UserError[]): Resources {
  const { queues, accounts } = settings;
  const read = new Reading(texts, errors);
  return {
    queue: read.word('job_queue', 'queue', queues, queues[0]),
    account: read.word('job_account', 'account', accounts, accounts[0]),
    hours: read.number('job_hours', 'hours', settings.hours),
    cores: Math.ceil(read.number('job_cores', 'cores', settings.cores)),
    memory_gigabytes: read.number('job_memory', 'gigabytes', settings.memory_gigabytes),
  };
}

/** The texts that would be typed for them, for a form that is filled in again. */
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

class Reading {
  constructor(
    private readonly texts: ResourceTexts,
    private readonly errors: UserError[],
  ) {}

  /** A name that can be nothing but a name where it stands in a command. */
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
