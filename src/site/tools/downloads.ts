/** Interpreters that managers download: those that are installed already, and those that are offered. */
import { accessSync, constants, existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { managers } from '../../managers/index.js';
import type { Manager } from '../../managers/manager.js';
import type { Downloads, Offered } from '../../managers/offered-interpreters.js';
import type { Interpreter, Tool } from '../../managers/program.js';
import type { SiteConfig } from '../settings/index.js';
import { settingsOf } from '../settings/of-manager.js';
import type { OutputCache } from './output-cache.js';

export interface DownloadSearch {
  /** Directories of installed interpreters; the first that this user can write to gets further ones. */
  directories: readonly string[];
  config: SiteConfig;
}

interface FoundTools {
  programs: Readonly<Record<string, Tool>>;
  interpreters: readonly Interpreter[];
}

const downloaders = Object.values(managers).flatMap((manager) =>
  manager.downloads ? [{ manager, downloads: manager.downloads }] : [],
);

/** The paths of the interpreters in the directories. */
export async function installedInterpreters(search: DownloadSearch | undefined): Promise<string[]> {
  const found = (search?.directories ?? []).map(async (directory) => {
    const names = await readdir(directory).catch(() => []);
    return downloaders.flatMap(({ downloads: { installed, program } }) =>
      names.filter((name) => installed.test(name)).map((name) => join(directory, name, program)),
    );
  });
  return (await Promise.all(found)).flat();
}

/** Those that the site's settings let people download. */
export async function findDownloads(
  search: DownloadSearch | undefined,
  tools: FoundTools,
  outputs: OutputCache,
): Promise<Offered> {
  const offers = downloaders.map((each) => search && offerOf(each, search, tools, outputs));
  const all = (await Promise.all(offers)).flatMap((offer) => offer ?? []);
  const preferred = all.find((offer) => offer.preferred)?.preferred;
  return { found: all.flatMap(({ found }) => found), ...(preferred && { preferred }) };
}

async function offerOf(
  { manager, downloads }: { manager: Manager; downloads: Downloads },
  { config, directories }: DownloadSearch,
  tools: FoundTools,
  outputs: OutputCache,
): Promise<Offered | undefined> {
  const settings = settingsOf(manager, config);
  const question = downloads.question(settings);
  const directory = directories.find(isWritable);
  if (config.managers[manager.id]?.enabled === false || !question || !directory) return undefined;
  const program = tools.programs[manager.id];
  const now = new Date();
  const { words, variables, list } = question;
  const depends = list && ` ${list} ${await stamp(list, now)}`;
  const more = { variables, ...(depends && { depends }) };
  const answer = program && ((await outputs.ask(program.path, words, more)) ?? '');
  const { interpreters } = tools;
  const today = now.toISOString().slice(0, 10);
  const glibc = interpreters[0]?.glibc ?? (await glibcOfHost(outputs));
  return downloads.offer({ settings, answer, directory, arch: process.arch, glibc, today, interpreters });
}

/** Without an interpreter that says it: https://man7.org/linux/man-pages/man1/getconf.1p.html */
async function glibcOfHost(outputs: OutputCache): Promise<string> {
  const answer = await outputs.ask('/usr/bin/getconf', ['GNU_LIBC_VERSION']);
  return /^glibc ([\d.]+)/.exec(answer ?? '')?.[1] ?? '';
}

/** A file's list is read again when it changes, that of a URL each hour. */
async function stamp(list: string, now: Date): Promise<string> {
  const file = await stat(list.replace(/^file:\/\//, '')).catch(() => undefined);
  return file ? `${file.size} ${file.mtimeMs}` : now.toISOString().slice(0, 13);
}

/** Whether the directory, or the one that it would be made in, can be written. */
function isWritable(directory: string): boolean {
  if (!existsSync(directory)) return directory !== '/' && isWritable(dirname(directory));
  try {
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
