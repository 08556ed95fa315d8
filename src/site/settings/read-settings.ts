/**
 * Reads the administrator's YAML from `/etc/ood/config/apps/create_kernel/*.yml` in the order of their names, where
 * Open OnDemand keeps an app's settings; CREATE_KERNEL_SITE names another file or directory.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Document, isNode, LineCounter, parseAllDocuments } from 'yaml';
import { UserError } from '../../base/errors.js';
import { explainIssue } from './explain-issue.js';
import { type SiteConfig, siteSchema } from './index.js';

export const SITE_DIRECTORY = '/etc/ood/config/apps/create_kernel';

/** Of one document; others may have the settings that it lacks. */
const documentSchema = siteSchema.partial();

/**
 * Reads the site's settings. Each document of each file is merged into the earlier ones: sections are merged, and a list
 * or a value replaces the earlier one.
 * @throws UserError `site-not-understood`, with the file, the line and the setting.
 */
export function readSiteConfig(place = process.env.CREATE_KERNEL_SITE ?? SITE_DIRECTORY): SiteConfig {
  const texts = siteFiles(place).map((file): SiteText => ({ file, text: readText(file) }));
  if (!latest || !isDeepStrictEqual(texts, latest.texts)) latest = { texts, config: parseTexts(texts) };
  return latest.config;
}

interface SiteText {
  file: string;
  text: string;
}

// Each request reads the settings several times; their texts seldom change.
let latest: { texts: SiteText[]; config: SiteConfig } | undefined;

function parseTexts(texts: readonly SiteText[]): SiteConfig {
  // Compiling the schema takes longer than it saves for a single use.
  return siteSchema.parse(texts.flatMap(readSiteText).reduce<Settings>(merge, {}), { jitless: true });
}

type Settings = Record<string, unknown>;

function merge(earlier: Settings, later: Settings): Settings {
  const merged = { ...earlier };
  for (const [name, value] of Object.entries(later)) {
    const before = merged[name];
    merged[name] = isSection(before) && isSection(value) ? merge(before, value) : value;
  }
  return merged;
}

function isSection(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function siteFiles(place: string): string[] {
  try {
    const found = statSync(place, { throwIfNoEntry: false });
    if (!found && place !== SITE_DIRECTORY)
      throw misread(place, { setting: 'CREATE_KERNEL_SITE', reason: 'the file does not exist' });
    if (!found?.isDirectory()) return found ? [place] : [];
    const names = readdirSync(place).filter((name) => /^[^.].*\.ya?ml$/.test(name));
    return names.sort().map((name) => join(place, name));
  } catch (error) {
    throw error instanceof UserError ? error : unread(place, error);
  }
}

function readSiteText({ file, text }: SiteText): Settings[] {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter });
  // A file without any document is empty.
  if (!Array.isArray(documents)) return [];
  return documents.map((document) => readDocument(document, { file, lineCounter }));
}

function readDocument(document: Document, { file, lineCounter }: SettingsFile): Settings {
  const lineOf = (offset: number) => lineCounter.linePos(offset).line;
  const [broken] = document.errors;
  if (broken) {
    const [said = broken.code] = broken.message.split('\n', 1);
    const reason = said.replace(/ at line \d+, column \d+:?$/, '');
    throw misread(file, { line: lineOf(broken.pos[0]), setting: 'YAML', reason });
  }
  const settings: unknown = document.toJS() ?? {};
  const [issue] = documentSchema.safeParse(settings, { jitless: true }).error?.issues ?? [];
  if (!issue) return settings as Settings;
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys] : issue.path;
  const start = startOf(document, path);
  throw misread(file, {
    ...(start !== undefined && { line: lineOf(start) }),
    setting: path.join('.') || 'the whole file',
    reason: explainIssue(issue, settings),
  });
}

interface SettingsFile {
  file: string;
  lineCounter: LineCounter;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw unread(file, error);
  }
}

function unread(file: string, error: unknown): UserError {
  return misread(file, { setting: 'the whole file', reason: (error as Error).message });
}

function misread(file: string, facts: { line?: number; setting: string; reason: string }): UserError {
  return new UserError('site-not-understood', { file, ...facts });
}

/** The offset of a setting in the text; of the nearest section around it if it is missing. */
function startOf(document: Document, path: PropertyKey[]): number | undefined {
  const node = document.getIn(path, true);
  if (isNode(node) && node.range) return node.range[0];
  return path.length > 0 ? startOf(document, path.slice(0, -1)) : undefined;
}
