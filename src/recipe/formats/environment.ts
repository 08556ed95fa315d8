/** conda's environment.yml: https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-environments.html */
import { UserError } from '../../base/errors.js';
import { type Finding, leftOut, note } from '../../reading/finding.js';
import type { GivenText } from '../../reading/given-text.js';
import { type Reader, type ReadingContext, sureness } from '../../reading/reader.js';
import type { SourceId } from '../../sources/index.js';
import { readItems } from '../text/commands/arguments.js';
import { listItems } from '../text/list-items.js';
import { nameFindings } from '../text/name-findings.js';
import { withoutBuilds } from '../text/without-builds.js';
import { referenceFinding, referenceIn } from './companion.js';
import { hereKey, isHere } from './platform.js';
import { selected } from './selectors.js';
import { YamlFile, type YamlItem } from './yaml-file.js';

const KEYS = ['name', 'channels', 'dependencies', 'variables', 'prefix'];

/** Keys of tools that read this format too, and what they mean. */
const SISTER_KEYS: Readonly<Record<string, string>> = {
  platforms: 'conda-lock',
  category: 'conda-lock',
  'pip-repositories': 'conda-lock',
  'extra-index-urls': 'conda-lock',
  matrices: 'rapids-dependency-file-generator',
  dependency_overrides: 'conda-lock',
  includes: 'conda-devenv',
  environment: 'conda-devenv',
  'channel-priority': 'mamba',
  channel_priority: 'mamba',
  category_overrides: 'conda-lock',
};

export const environment: Reader = {
  id: 'environment',
  label: 'a conda environment (environment.yml)',
  recognizes({ text, name = '' }) {
    if (/^(?:dependencies|channels|prefix):/m.test(text)) return sureness.certain;
    return /\.ya?ml$/i.test(name) ? sureness.named : sureness.no;
  },
  read,
};

function read(given: GivenText, { others }: ReadingContext): Finding[] {
  const file = new YamlFile(given);
  file.allow([...KEYS, ...Object.keys(SISTER_KEYS)]);
  const packages = [
    ...withoutBuilds(packageFindings(dependencies(file), given, 'conda')),
    ...pipFindings(pipDependencies(file), given, others),
  ];
  if (packages.length === 0) throw new UserError('nothing-asked-for', {}, 'packages');
  return [
    ...nameFindings(file.text('name')),
    { kind: 'source', source: 'conda' },
    ...file.list('channels').map((item) => channelOf(file, item)),
    ...packages,
    ...variableFindings(file),
    ...(file.text('prefix') ? [leftOut('prefix', 'the kernel gets its own prefix')] : []),
    ...sisterNotes(file),
  ];
}

function sisterNotes(file: YamlFile): Finding[] {
  return Object.entries(SISTER_KEYS).flatMap(([key, tool]) => {
    const value = file.values[key];
    if (value === undefined) return [];
    const line = file.lineOfKey(key);
    const place = line ? { line } : {};
    const platforms = key === 'platforms' && Array.isArray(value) ? value.map(String) : undefined;
    if (!platforms) return [{ ...leftOut(key, `it is a setting of ${tool}`), ...place }];
    if (platforms.some(isHere)) return [];
    return [{ ...note(`The file is for ${platforms.join(', ')}, not for ${hereKey()}`), ...place }];
  });
}

function channelOf(file: YamlFile, item: YamlItem): Finding {
  const channel = textOf(file, item);
  const place = { from: channel, ...(item.line && { line: item.line }) };
  return { ...place, kind: 'channel', channel };
}

function textOf(file: YamlFile, { value, line }: YamlItem): string {
  return typeof value === 'string' ? value : file.fail('this item must be text', line);
}

/** The items of conda. `sel(linux): numpy` is a map for YAML. */
function dependencies(file: YamlFile): YamlItem[] {
  return file
    .list('dependencies')
    .filter(({ value }) => pipSection(value) === undefined)
    .map((item) => {
      const selector = selectorOf(item.value);
      return { ...item, value: selector ?? textOf(file, item) };
    });
}

function selectorOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const [[key, spec] = [], ...more] = Object.entries(value);
  const isSelector = key !== undefined && /^sel\(.*\)$/.test(key) && more.length === 0;
  return isSelector && typeof spec === 'string' ? `${key}: ${spec}` : undefined;
}

function pipDependencies(file: YamlFile): YamlItem[] {
  return file.list('dependencies').flatMap(({ value, line }) => {
    const section = pipSection(value);
    if (section === undefined || section === '') return [];
    if (!Array.isArray(section)) return file.fail('`pip` must be a list, with a dash before each item', line);
    return section.map((each: unknown, index) => {
      const item = { value: each, line: line && line + index + 1 };
      return { ...item, value: textOf(file, item) };
    });
  });
}

function pipSection(value: unknown): unknown {
  const isPip = typeof value === 'object' && value !== null && Object.keys(value).join() === 'pip';
  return isPip && 'pip' in value ? value.pip : undefined;
}

function pipFindings(items: readonly YamlItem[], given: GivenText, others: readonly GivenText[]): Finding[] {
  return items.flatMap((item) => {
    const text = String(item.value).trim();
    const reference = referenceIn(text);
    if (!reference) return packageFindings([item], given, 'pypi');
    return [
      { ...referenceFinding(reference, text, others), from: text, ...(item.line && { line: item.line }) },
    ];
  });
}

/** Reads each item as a line of a package list, if its selector is for this platform. */
function packageFindings(items: readonly YamlItem[], { lines }: GivenText, source: SourceId): Finding[] {
  return items.flatMap(({ value, line }) => {
    const { text, reason } = selected(String(value), line === undefined ? '' : (lines[line - 1] ?? ''));
    const place = { from: text, ...(line && { line }) };
    if (reason) return [{ ...leftOut(text, reason), ...place }];
    return readItems(listItems(text)).map((found): Finding => {
      return found.kind === 'package' ? { ...found, ...place, source } : { ...found, ...place };
    });
  });
}

/** Each value is one text: a list or a map in its place would become another text. */
function variableFindings(file: YamlFile): Finding[] {
  const value = file.values.variables ?? '';
  const line = file.lineOfKey('variables');
  if (value === '') return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return file.fail('`variables` must be a map of names to values', line);
  return Object.entries(value).map(([name, text]) => {
    if (typeof text !== 'string') return file.fail(`the variable \`${name}\` must be text`, line);
    return { kind: 'variable', name, value: text, use: 'kernel', from: name };
  });
}
