/**
 * Reads the administrator's YAML from `/etc/ood/config/apps/create_kernel/*.yml` in the order of their names, where
 * Open OnDemand keeps an app's settings; CREATE_KERNEL_SITE names another file or directory.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { UserError } from '../errors.js';
import { type SiteConfig, siteSchema } from './settings.js';

export const SITE_DIRECTORY = '/etc/ood/config/apps/create_kernel';

/**
 * Reads the site's settings; later files add to earlier ones setting by setting.
 * @throws UserError `site-not-understood`, with the file, the line and the setting.
 */
export function readSiteConfig(place = process.env.CREATE_KERNEL_SITE ?? SITE_DIRECTORY): SiteConfig {
  const settings = siteFiles(place).map(readSiteFile);
  return siteSchema.parse(Object.assign({}, ...settings));
}

function siteFiles(place: string): string[] {
  try {
    const found = statSync(place, { throwIfNoEntry: false });
    if (!found && place !== SITE_DIRECTORY)
      throw misread(place, { setting: 'CREATE_KERNEL_SITE', why: 'there is no such file' });
    if (!found?.isDirectory()) return found ? [place] : [];
    const names = readdirSync(place).filter((name) => /^[^.].*\.ya?ml$/.test(name));
    return names.sort().map((name) => join(place, name));
  } catch (error) {
    throw error instanceof UserError ? error : unread(place, error);
  }
}

function readSiteFile(file: string): Record<string, unknown> {
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) {
    const why = broken.message.split('\n', 1)[0] ?? broken.code;
    throw misread(file, { line: lines.linePos(broken.pos[0]).line, setting: 'YAML', why });
  }
  if (document.contents === null) return {};
  const settings: unknown = document.toJS();
  const result = siteSchema.partial().safeParse(settings);
  if (result.success) return settings as Record<string, unknown>;
  const [issue] = result.error.issues;
  const path = issue?.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys] : (issue?.path ?? []);
  const start = startOf(document, path);
  throw misread(file, {
    ...(start !== undefined && { line: lines.linePos(start).line }),
    setting: path.join('.') || 'the whole file',
    why: issue?.message ?? 'it is not a list of settings',
  });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw unread(file, error);
  }
}

function unread(file: string, error: unknown): UserError {
  return misread(file, { setting: 'the whole file', why: (error as Error).message });
}

function misread(file: string, facts: { line?: number; setting: string; why: string }): UserError {
  return new UserError('site-not-understood', { file, ...facts });
}

/** Where a setting stands in the text, or for one that is missing, what it is missing from. */
function startOf(document: Document, path: PropertyKey[]): number | undefined {
  const node = document.getIn(path, true);
  if (isNode(node) && node.range) return node.range[0];
  return path.length > 0 ? startOf(document, path.slice(0, -1)) : undefined;
}
