/**
 * Reads the packages that people type or paste: separated by lines, spaces or commas, with comments, prompts and
 * continuation lines; whole commands of conda and pip; import statements, and import errors from a notebook.
 */
import { collect, UserError } from '../../base/errors.js';
import type { Language } from '../../languages/language.js';
import type { Entry, LineReader } from '../../languages/pasted-entry.js';
import type { PackageSpec } from '../../sources/package-spec.js';
import { type AskedChannels, ChannelCommands, type ChannelPlace, noChannels } from '../asked-channels.js';
import { checkChannel } from '../channel.js';
import { listItems } from './list-items.js';
import { type Line, plainLines } from './list-lines.js';
import { readCommand, readItems } from './pasted-command.js';

export interface PackageList {
  packages: PackageSpec[];
  /** Packages of pip commands, if the text also has conda commands. */
  pipPackages: PackageSpec[];
  channels: AskedChannels;
  /** From a requirement of the language itself, such as `python=3.9`. */
  languageVersion?: string;
  /** What was left out or guessed, and the reason. */
  notes: { line: number; text: string }[];
  errors: UserError[];
  /** The original text of each package, in the order of the text. */
  read: { line: number; from: string; became: string }[];
}

export const LIST_MOST = 100_000;

// More would hide the first ones, and a text with so many is not a package list.
const ERRORS_MOST = 20;

const READERS: readonly LineReader[] = [readCommand, (line) => readItems(listItems(line))];

type Placed = Entry & { line: number };
type PackageEntry = Extract<Entry, { kind: 'package' }>;

/** Reads a text into packages, after those of `first`. Never throws: mistakes are in `errors`, each with its line. */
export function readPackageList(
  text: string,
  language: Language,
  first: readonly PackageSpec[] = [],
): PackageList {
  if (text.length > LIST_MOST) {
    const error = new UserError('text-too-long', { what: 'The package list', most: LIST_MOST }, 'packages');
    return { packages: [], pipPackages: [], channels: noChannels, notes: [], errors: [error], read: [] };
  }
  const entries = plainLines(text).flatMap((line) => readLine(line, language));
  const reading = new Reading(language, {
    hasConda: entries.some((entry) => entry.kind === 'package' && entry.source === 'conda'),
    hasLines: text.trim().includes('\n'),
  });
  reading.begin(first);
  for (const entry of entries) reading.take(entry);
  return reading.result();
}

function readLine({ number, text }: Line, language: Language): Placed[] {
  for (const read of [...language.packages.readers, ...READERS]) {
    const entries = read(text);
    if (entries) return entries.map((entry) => ({ ...entry, line: number }));
  }
  return [];
}

/** The list as it grows, entry by entry. */
class Reading {
  readonly list: PackageList = {
    packages: [],
    pipPackages: [],
    channels: noChannels,
    notes: [],
    errors: [],
    read: [],
  };
  private readonly channels = new ChannelCommands();
  private readonly seen = new Map<string, PackageSpec>();
  private readonly said = new Set<string>();

  constructor(
    private readonly language: Language,
    private readonly text: { hasConda: boolean; hasLines: boolean },
  ) {}

  begin(first: readonly PackageSpec[]): void {
    for (const spec of first) this.collect(undefined, () => this.takeSpec(spec, 'packages'));
  }

  take(entry: Placed): void {
    const { line } = entry;
    this.collect(line, () => {
      if (entry.kind === 'error') throw entry.error;
      if (entry.kind === 'note') this.note(entry.text, line);
      else if (entry.kind === 'channel') this.takeChannel(entry.text, entry.place);
      else this.takePackage(entry, line);
    });
  }

  result(): PackageList {
    return { ...this.list, channels: this.channels.asked(this.text.hasConda) };
  }

  private collect(line: number | undefined, take: () => void): void {
    const errors: UserError[] = [];
    collect(errors, take);
    const at = this.text.hasLines ? line : undefined;
    const placed = errors.map(
      ({ code, facts, field }) => new UserError(code, facts, field ?? 'packages', at),
    );
    if (this.list.errors.length < ERRORS_MOST) this.list.errors.push(...placed);
  }

  private note(text: string, line: number): void {
    if (this.said.has(text)) return;
    this.said.add(text);
    this.list.notes.push({ line, text });
  }

  private takeChannel(channel: string, place: ChannelPlace): void {
    checkChannel(channel);
    this.channels.add(channel, place);
  }

  private takePackage(entry: PackageEntry, line: number): void {
    const spec = this.language.packages.parse(this.portable(entry.spec, line));
    this.list.read.push({ line, from: entry.from, became: spec.text });
    this.takeSpec(spec, this.text.hasConda && entry.source === 'pypi' ? 'pipPackages' : 'packages', line);
  }

  private takeSpec(spec: PackageSpec, place: 'packages' | 'pipPackages', line?: number): void {
    const version = this.language.packages.versionAsked(spec);
    if (version === undefined) this.add(spec, place);
    else this.takeLanguage(spec, version, line);
  }

  /** `pip freeze` in a conda environment prints the directory where a package was built; only its name is useful here. */
  private portable(text: string, line: number): string {
    const name = /^([\w.-]+(?:\[[^\]]*\])?) ?@ ?file:/i.exec(text)?.[1];
    if (name === undefined) return text;
    this.note(`The path of \`${name}\` was left out: it is on another machine`, line);
    return name;
  }

  private takeLanguage(spec: PackageSpec, version: string, line = 1): void {
    const name = spec.name.toLowerCase();
    const before = this.list.languageVersion ?? version;
    if (version !== '' && before !== version) {
      throw new UserError('package-twice', { name, first: `${name}=${before}`, second: spec.text });
    }
    if (version !== '') this.list.languageVersion = version;
    const exact = [`${name}==${version}`, `${name}==${version}.*`].includes(spec.text.toLowerCase());
    const { label } = this.language;
    const taken = version === '' ? `the newest ${label}` : `${label} ${version}`;
    if (!exact) this.note(`\`${spec.text}\` chooses ${taken}`, line);
  }

  private add(spec: PackageSpec, place: 'packages' | 'pipPackages'): void {
    const name = spec.name ? this.language.packages.normalizeName(spec.name) : spec.text;
    const first = this.seen.get(`${place} ${name}`);
    if (first && this.bareText(first) !== this.bareText(spec)) {
      throw new UserError('package-twice', { name, first: first.text, second: spec.text });
    }
    if (first) return;
    this.seen.set(`${place} ${name}`, spec);
    this.list[place].push(spec);
  }

  /** The spec's text with a normalized name. */
  private bareText(spec: PackageSpec): string {
    return spec.text.replace(spec.name, this.language.packages.normalizeName(spec.name));
  }
}
