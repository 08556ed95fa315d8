/**
 * The names of the environment modules that this host has, as `module avail` tells them. Asking takes from a tenth of
 * a second to many seconds, so the answer is kept in the data directory, and asked anew while a page uses the old one.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { writeFileAtomic } from '../../base/files.js';
import { run } from '../../base/process.js';
import { type StoredFormat, storedText, tryReadStored } from '../../base/stored.js';
import type { EquippedSite } from '../site.js';

type ModuleSite = Pick<EquippedSite, 'tools' | 'environment' | 'data_root'>;

// Nobody waits for it.
const PATIENCE_SECONDS = 30;
const FRESH = 10 * 60_000;
const DELAY = 200;

const keptSchema = z.object({
  /** What decides which modules there are: the initialisation file and the MODULEPATH that it begins with. */
  key: z.string(),
  /** Milliseconds since 1970. */
  time: z.number(),
  names: z.array(z.string()),
});

type Kept = z.output<typeof keptSchema>;

const keptFormat = { number: 1, schema: keptSchema } satisfies StoredFormat;

/**
 * The names as they were asked for last; none where they are asked for only now. Does not wait for the module system.
 */
export async function knownModules(site: ModuleSite): Promise<readonly string[]> {
  const kept = readKept(site);
  // Starting a program takes some milliseconds, which the page that asks shall not wait for either.
  if (!kept || Date.now() - kept.time > FRESH) setTimeout(() => void refresh(site), DELAY).unref();
  return kept?.names ?? [];
}

/** Asks which modules there are. Nothing where there is no module system, or it does not answer in time. */
export async function askModules(site: ModuleSite, seconds: number): Promise<string[] | undefined> {
  const { modules: init } = site.tools;
  if (!init) return undefined;
  // The shell's own name is the file: words after it would be seen by the file itself.
  const argv = ['bash', '--noprofile', '--norc', '-c', '. "$0"; module -t avail 2>&1', init];
  const answer = await run(argv, { environment: site.environment, seconds });
  return answer.timedOut || answer.exit !== 0 ? undefined : parseAvail(answer.stdout);
}

/**
 * The names in what `module -t avail` prints, of Lmod and of Environment Modules: without the directories, the marks
 * of defaults, and the names that stand for several versions.
 */
export function parseAvail(text: string): string[] {
  const names = text.split('\n').map((line) => line.trim().replace(/\s*[(<].*$/, ''));
  return [...new Set(names.filter((name) => /^\w[\w.+/-]*$/.test(name) && !name.endsWith('/')))];
}

const refreshing = new Set<string>();

/** Asks and keeps; once at a time. */
async function refresh(site: ModuleSite): Promise<void> {
  const file = fileOf(site);
  if (refreshing.has(file) || !site.tools.modules) return;
  refreshing.add(file);
  try {
    const names = await askModules(site, PATIENCE_SECONDS);
    const kept: Kept = { key: keyOf(site), time: Date.now(), names: names ?? [] };
    // Meanwhile the directory may have been taken away.
    if (existsSync(site.data_root)) await writeFileAtomic(file, storedText(keptFormat, kept));
  } catch {
    // The next page tries again.
  } finally {
    refreshing.delete(file);
  }
}

function readKept(site: ModuleSite): Kept | undefined {
  const kept = tryReadStored(fileOf(site), keptFormat);
  return kept?.key === keyOf(site) ? kept : undefined;
}

function fileOf({ data_root }: ModuleSite): string {
  return join(data_root, 'modules.json');
}

function keyOf({ tools, environment }: ModuleSite): string {
  return `${tools.modules ?? ''} ${environment.MODULEPATH ?? ''}`;
}
