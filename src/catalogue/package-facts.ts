/** What a package index says about one package, and the form of what is known about one. */
import * as z from 'zod/mini';
import type { EquippedSite } from '../site/site.js';
import type { Cache } from './cache.js';
import { download } from './download.js';
import { type Release, SimplePage } from './simple-page.js';

const MOST_BYTES = 20_000_000;
const SECONDS = 8;
// What does not exist may be published at any time; in milliseconds.
const MISSING_FRESH = 600_000;
const MOST_RELEASES = 100;
const ACCEPT =
  'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.5, text/html;q=0.1';

const factsSchema = z.object({
  name: z.string(),
  /** Newest first; empty if the index does not have the package. */
  releases: z.array(z.object({ version: z.string(), requires: z.optional(z.string()) })),
  isThere: z.boolean(),
  /** `YYYY-MM-DD`: the day of the first release. */
  first: z.optional(z.string()),
  /** What it is, in a sentence. */
  summary: z.optional(z.string()),
});

export type PackageFacts = z.output<typeof factsSchema> & {
  /** Releases older than these are not known. */
  isNewest?: boolean;
};
export const factsFormat = { number: 1, schema: factsSchema };

/** `why`: the reason why no index could be asked. */
export type FactsFound = { kind: 'facts'; facts: PackageFacts } | { kind: 'unknown'; why: string };

interface Question {
  /** Normalised. */
  name: string;
  /** The addresses of package indexes; the first that has the package counts. */
  indexes: readonly string[];
  site: Pick<EquippedSite, 'tools' | 'environment'>;
  cache: Cache;
  signal?: AbortSignal;
}

/** Never throws because of a server. */
export async function findPackage({ indexes, ...question }: Question): Promise<FactsFound> {
  let last: FactsFound = { kind: 'unknown', why: 'no package index is configured' };
  for (const index of indexes) {
    const found = await findIn(index, question);
    if (found.kind === 'facts' && found.facts.isThere) return found;
    // One that does not answer may have the package.
    if (last.kind !== 'unknown' || last.why.startsWith('no package index')) last = found;
  }
  return last;
}

async function findIn(index: string, question: Omit<Question, 'indexes'>): Promise<FactsFound> {
  const { cache, name } = question;
  const base = index.replace(/\/+$/, '');
  const key = `${base}/${name}`;
  const kept = cache.read(key, factsFormat);
  if (kept && (kept.value.isThere || kept.age < MISSING_FRESH)) return { kind: 'facts', facts: kept.value };
  const address = `${base}/${name}/${base.startsWith('file:') ? 'index.html' : ''}`;
  const page = new SimplePage();
  const wanted = { address, accept: ACCEPT, seconds: SECONDS, most: MOST_BYTES, ...signalOf(question) };
  const outcome = await download(wanted, question.site, (piece) => page.add(piece));
  if (outcome.kind === 'unavailable') return { kind: 'unknown', why: outcome.why };
  const releases = page.end();
  const [newest] = releases;
  const summary = newest && (await readSummary(newest, address, question));
  const facts: PackageFacts = {
    name,
    isThere: outcome.kind === 'complete',
    releases: keptOf(releases).map(({ version, requires }) => ({ version, ...(requires && { requires }) })),
    ...firstDay(releases),
    ...(summary && { summary }),
  };
  await cache.keep(key, factsFormat, facts);
  return { kind: 'facts', facts };
}

/** The newest ones, and of the others each that first requires another Python. */
function keptOf(releases: readonly Release[]): Release[] {
  const seen = new Set(releases.slice(0, MOST_RELEASES).map(({ requires }) => requires));
  return releases.filter(({ requires }, index) => {
    const isKept = index < MOST_RELEASES || !seen.has(requires);
    seen.add(requires);
    return isKept;
  });
}

function signalOf({ signal }: { signal?: AbortSignal }): { signal?: AbortSignal } {
  return signal ? { signal } : {};
}

/** Nothing if the index does not report the day of each release. */
function firstDay(releases: readonly Release[]): { first?: string } {
  const days = releases.flatMap(({ day }) => day ?? []).sort();
  return days.length === releases.length && days[0] ? { first: days[0] } : {};
}

/** The summary in the metadata of the newest wheel: https://packaging.python.org/en/latest/specifications/core-metadata/#summary */
async function readSummary(
  { metadata }: Release,
  address: string,
  { site, ...question }: Omit<Question, 'indexes'>,
): Promise<string | undefined> {
  if (!metadata || !URL.canParse(metadata, address)) return undefined;
  const url = new URL(metadata, address);
  if (!/^(https?|file):$/.test(url.protocol)) return undefined;
  let text = '';
  const wanted = { address: url.href, seconds: SECONDS, most: 500_000, ...signalOf(question) };
  await download(wanted, site, (piece) => {
    text = (text + piece).slice(0, 20_000);
  });
  return /^Summary: *(\S.{0,200})/m.exec(text.split(/\r?\n\r?\n/, 1)[0] ?? '')?.[1]?.trim();
}
