/**
 * The names of this host's environment modules, as listed by `module avail`. The command takes from a tenth of a second
 * to many seconds, so its answer is cached in the data directory, and refreshed while a page uses the cached one.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { writeFileAtomic } from '../../base/files.js';
import { run } from '../../base/process.js';
import { type StoredFormat, storedText, tryReadStored } from '../../base/stored.js';
import type { Tools } from '../tools/detect.js';

export interface ModuleSite {
  tools: Pick<Tools, 'modules'>;
  environment: Record<string, string>;
  data_root: string;
}

// Module systems without a cache take several seconds on a busy host.
const ANSWER_SECONDS = 20;
// In the background, so a long limit delays nothing.
const PATIENCE_SECONDS = 30;
// Milliseconds.
const FRESH = 10 * 60_000;
const DELAY = 200;

const keptSchema = z.object({
  /** Determines the modules: the initialisation file and the initial MODULEPATH. */
  key: z.string(),
  /** Milliseconds since 1970. */
  time: z.number(),
  names: z.array(z.string()),
});

type KeptNames = z.output<typeof keptSchema>;

const keptFormat = { number: 1, schema: keptSchema } satisfies StoredFormat;

/** The cached names, without waiting for the module system; empty if there is no cache yet. */
export async function knownModules(site: ModuleSite): Promise<readonly string[]> {
  const kept = readKept(site);
  // Delayed, because starting a program takes some milliseconds, which would delay the page.
  if (!kept || Date.now() - kept.time > FRESH) setTimeout(() => void refresh(site), DELAY).unref();
  return kept?.names ?? [];
}

/** Lists the modules; undefined if there is no module system, or it fails or does not answer in time. */
export async function askModules(site: ModuleSite, seconds = ANSWER_SECONDS): Promise<string[] | undefined> {
  const { modules: init } = site.tools;
  if (!init) return undefined;
  // The file is passed as `$0`, because the file would see further arguments as its own.
  const argv = ['bash', '--noprofile', '--norc', '-c', '. "$0"; module -t avail 2>&1', init];
  const answer = await run(argv, { environment: site.environment, seconds });
  return answer.timedOut || answer.exit !== 0 ? undefined : parseAvail(answer.stdout);
}

/**
 * The names in the output of `module -t avail` of Lmod or Environment Modules, without directories, marks of default
 * versions, and lines that end with a slash, which stand for several versions.
 */
export function parseAvail(text: string): string[] {
  const names = text.split('\n').map((line) => line.trim().replace(/\s*[(<].*$/, ''));
  return [...new Set(names.filter((name) => /^\w[\w.+/-]*$/.test(name) && !name.endsWith('/')))];
}

const refreshing = new Set<string>();

/** Updates the cache; does nothing if an update is in progress. */
async function refresh(site: ModuleSite): Promise<void> {
  const file = fileOf(site);
  if (refreshing.has(file) || !site.tools.modules) return;
  refreshing.add(file);
  try {
    const names = await askModules(site, PATIENCE_SECONDS);
    const kept: KeptNames = { key: keyOf(site), time: Date.now(), names: names ?? [] };
    // The directory may have been removed in the meantime.
    if (existsSync(site.data_root)) await writeFileAtomic(file, storedText(keptFormat, kept));
  } catch {
    // The next page tries again.
  } finally {
    refreshing.delete(file);
  }
}

function readKept(site: ModuleSite): KeptNames | undefined {
  const kept = tryReadStored(fileOf(site), keptFormat);
  return kept?.key === keyOf(site) ? kept : undefined;
}

function fileOf({ data_root }: ModuleSite): string {
  return join(data_root, 'modules.json');
}

function keyOf({ tools, environment }: ModuleSite): string {
  return `${tools.modules ?? ''} ${environment.MODULEPATH ?? ''}`;
}
