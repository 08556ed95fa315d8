/**
 * Reads the page of one project on a package index, in JSON or HTML, piece by piece, so that a page of megabytes does not
 * block the server: https://packaging.python.org/en/latest/specifications/simple-repository-api/
 */
import { parseJson } from '../base/text/json.js';
import { compareVersions } from '../base/version.js';

export interface Release {
  version: string;
  /** The version of Python that it needs, such as `>=3.11`. */
  requires?: string;
  /** `YYYY-MM-DD`: the day of its first file, if the index reports it. */
  day?: string;
  /** The address of the metadata of a wheel, as the page has it. */
  metadata?: string;
}

interface FileOfPage {
  name: string;
  requires?: string;
  day?: string;
  url?: string;
  isYanked?: boolean;
  hasMetadata?: boolean;
}

const STRING = String.raw`"(?:[^"\\]|\\.)*"`;
const JSON_KEY = new RegExp(
  String.raw`"(filename|requires-python|upload-time|url|yanked|core-metadata)"\s*:\s*(${STRING}|true|false|null|\{)`,
  'g',
);
const LINK = /<a\s([^>]*)>([^<]*)<\/a>/gi;
// What is left of a piece may be the beginning of a file of this length.
const KEPT = 4000;

export class SimplePage {
  private rest = '';
  private file: FileOfPage | undefined;
  // The keys are sorted, so that this one comes before the name of its file.
  private hasMetadata = false;
  private readonly found = new Map<string, Release>();
  private isJson: boolean | undefined;

  add(piece: string): void {
    this.isJson ??= piece.trimStart().startsWith('{');
    this.rest += piece;
    this.read(this.isJson ? JSON_KEY : LINK);
    // No file is longer: what matches nothing is not kept.
    if (this.rest.length > KEPT) this.rest = this.rest.slice(-KEPT);
  }

  /** Without releases that were withdrawn and pre-releases; newest first. */
  end(): Release[] {
    this.take();
    return [...this.found.values()].sort((a, b) => compareVersions(b.version, a.version));
  }

  private read(pattern: RegExp): void {
    let end = 0;
    for (const match of this.rest.matchAll(pattern)) {
      end = match.index + match[0].length;
      if (this.isJson) this.readKey(match[1] ?? '', match[2] ?? '');
      else this.readLink(match[1] ?? '', match[2] ?? '');
    }
    this.rest = this.rest.slice(end);
  }

  private readKey(key: string, value: string): void {
    if (key === 'filename') {
      this.take();
      this.file = { name: textOf(value), hasMetadata: this.hasMetadata };
      this.hasMetadata = false;
    }
    if (key === 'core-metadata') this.hasMetadata = value === 'true' || value === '{';
    if (!this.file) return;
    if (key === 'requires-python') this.file.requires = textOf(value);
    if (key === 'upload-time') this.file.day = textOf(value).slice(0, 10);
    if (key === 'url') this.file.url = textOf(value);
    if (key === 'yanked') this.file.isYanked = value !== 'false' && value !== 'null';
  }

  private readLink(attributes: string, name: string): void {
    const attribute = (key: string) =>
      new RegExp(`(?<![\\w-])${key}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i')
        .exec(attributes)
        ?.slice(1)
        .join('');
    this.file = {
      name: unescaped(name.trim()),
      requires: unescaped(attribute('data-requires-python') ?? ''),
      url: unescaped(attribute('href') ?? ''),
      isYanked: /(?<![\w-])data-yanked\b/i.test(attributes),
      hasMetadata: /(?<![\w-])data-(?:core|dist-info)-metadata\b/i.test(attributes),
    };
    this.take();
  }

  /** Adds the file to its release. */
  private take(): void {
    const { name = '', requires, day, url, isYanked, hasMetadata } = this.file ?? {};
    this.file = undefined;
    const version = versionOf(name);
    if (!version || isYanked) return;
    const release = this.found.get(version) ?? { version };
    this.found.set(version, {
      ...release,
      ...(requires && { requires }),
      ...(day && { day: release.day && release.day < day ? release.day : day }),
      ...(hasMetadata && url && { metadata: `${url.replace(/#.*/, '')}.metadata` }),
    });
  }
}

function textOf(value: string): string {
  if (!value.startsWith('"')) return '';
  try {
    return String(parseJson(value));
  } catch {
    return '';
  }
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };

function unescaped(text: string): string {
  return text.replace(/&(lt|gt|amp|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '');
}

const RELEASED = /^\d+(?:\.\d+)*(?:\.?post\d+)?$/;

/** The version in the name of a wheel or a source archive; undefined for other files and for pre-releases. */
function versionOf(name: string): string | undefined {
  const wheel = /^[^-]+-([^-]+)-.*\.whl$/.exec(name)?.[1];
  const version = wheel ?? /-([^-]+)\.(?:tar\.gz|zip|tar\.bz2|tgz)$/.exec(name)?.[1];
  return version && RELEASED.test(version) ? version : undefined;
}
