/** conda's environment.yml: https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-environments.html */
import { UserError } from '../../../base/errors.js';
import { type Finding, leftOut, note } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { type Reader, type ReadingContext, sureness } from '../../../reading/reader.js';
import type { SourceId } from '../../../sources/index.js';
import { shapesIn } from '../../intake/line-shape.js';
import { readItems } from '../../text/commands/arguments.js';
import { listItems } from '../../text/list-items.js';
import { nameFindings } from '../../text/name-findings.js';
import { withoutBuilds } from '../../text/without-builds.js';
import { type YamlFile, type YamlItem, yamlFile } from '../files/yaml-file.js';
import { referenceFinding, referenceIn } from '../requirements/companion.js';
import { misshapen, specsIn, wordsOf } from './environment-item.js';
import { hereKey, isHere } from './platform.js';
import { selected } from './selectors.js';

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
  recognizes(given) {
    const { text, name = '' } = given;
    if (/^(?:dependencies|channels|prefix):/m.test(text)) return sureness.certain;
    // JSON is YAML. Dependencies of other tools are a map.
    if (/^\s{0,100}\{/.test(text) && /"dependencies"\s{0,20}:\s{0,20}\[/.test(text)) return sureness.certain;
    if (!/\.ya?ml$/i.test(name)) return sureness.no;
    // Of a service that runs commands, such as those of GitHub and GitLab.
    return shapesIn(given).command > 0 ? sureness.possible : sureness.named;
  },
  read,
};

function read(given: GivenText, { others }: ReadingContext): Finding[] {
  const file = yamlFile(given);
  file.allow([...KEYS, ...Object.keys(SISTER_KEYS)]);
  const packages = [
    ...withoutBuilds(condaDependencies(file).flatMap((item) => condaFindings(item, given))),
    ...pipDependencies(file).flatMap((item) => pipFindings(item, given, others)),
  ];
  if (packages.length === 0) throw new UserError('nothing-asked-for', {}, 'packages');
  return [
    ...nameOf(file),
    { kind: 'source', source: 'conda' },
    ...file.list('channels').map(channelOf),
    ...packages,
    ...variableFindings(file),
    ...(file.values.prefix ? [leftOut('prefix', 'the kernel gets its own prefix')] : []),
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

function nameOf(file: YamlFile): Finding[] {
  const { name = '' } = file.values;
  // `conda env export` prints `null` for an environment that has a prefix only.
  if (name === 'null' || name === '~') return [];
  if (typeof name === 'string') return nameFindings(name);
  const reason = '`name` must be text';
  return [misshapen({ given: `name: ${wordsOf(name)}`, reason, line: file.lineOfKey('name') })];
}

function channelOf({ value, line }: YamlItem): Finding {
  if (typeof value !== 'string')
    return misshapen({ given: wordsOf(value), reason: 'a channel must be a name or an address', line });
  return { from: value, ...(line && { line }), kind: 'channel', channel: value };
}

function condaDependencies(file: YamlFile): YamlItem[] {
  return file.list('dependencies').filter(({ value }) => pipSection(value) === undefined);
}

function condaFindings(item: YamlItem, given: GivenText): Finding[] {
  const { value, line } = item;
  const text = selectorOf(value) ?? value;
  if (typeof text === 'string') return packageFindings(text, line, given, 'conda');
  const instead = specsIn(value, '=').join('\n');
  return [misshapen({ given: wordsOf(value), reason: NOT_SPEC, line, instead })];
}

const NOT_SPEC = 'a package must be one text, such as `numpy` or `numpy=1.26`';

/** `sel(linux): numpy` is a map for YAML. */
function selectorOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const [[key, spec] = [], ...more] = Object.entries(value);
  const isSelector = key !== undefined && /^sel\(.*\)$/.test(key) && more.length === 0;
  return isSelector && typeof spec === 'string' ? `${key}: ${spec}` : undefined;
}

/** The items of the lists of pip; what is no list is one item. */
function pipDependencies(file: YamlFile): YamlItem[] {
  return file.list('dependencies').flatMap((item): YamlItem[] => {
    const section = pipSection(item.value);
    if (section === undefined || section === '') return [];
    if (!Array.isArray(section)) return [{ ...item, value: { pip: section } }];
    return section.map((value: unknown, index) => ({ value, line: item.inside[index], inside: [] }));
  });
}

function pipSection(value: unknown): unknown {
  const isPip = typeof value === 'object' && value !== null && Object.keys(value).join() === 'pip';
  return isPip && 'pip' in value ? value.pip : undefined;
}

function pipFindings({ value, line }: YamlItem, given: GivenText, others: readonly GivenText[]): Finding[] {
  if (typeof value !== 'string') return [misshapenOfPip(value, line)];
  const text = value.trim();
  const reference = referenceIn(text);
  if (!reference) return packageFindings(text, line, given, 'pypi');
  return [{ ...referenceFinding(reference, text, others), from: text, ...(line && { line }) }];
}

function misshapenOfPip(value: unknown, line: number | undefined): Finding {
  const section = pipSection(value);
  const specs = specsIn(typeof section === 'string' ? section.split(/\s+/) : (section ?? value), '==');
  const reason = section === undefined ? NOT_SPEC : '`pip` must be a list, with a dash before each item';
  const instead = specs.length > 0 ? `pip install ${specs.join(' ')}` : undefined;
  return misshapen({ given: wordsOf(value), reason, line, instead });
}

/** Reads an item as a line of a package list, if its selector is for this platform. */
function packageFindings(
  item: string,
  line: number | undefined,
  { lines }: GivenText,
  source: SourceId,
): Finding[] {
  const { text, reason } = selected(item, line === undefined ? '' : (lines[line - 1] ?? ''));
  const place = { from: text, ...(line && { line }) };
  if (reason) return [{ ...leftOut(text, reason), ...place }];
  return readItems(listItems(text)).map((found): Finding => {
    return found.kind === 'package' ? { ...found, ...place, source } : { ...found, ...place };
  });
}

/** Each value is one text: a list or a map in its place would become another text. */
function variableFindings(file: YamlFile): Finding[] {
  const value = file.values.variables ?? '';
  const line = file.lineOfKey('variables');
  if (value === '') return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const reason = '`variables` must be a map of names to values';
    return [misshapen({ given: 'variables', reason, line })];
  }
  return Object.entries(value).map(([name, text]) => {
    if (typeof text === 'string') return { kind: 'variable', name, value: text, use: 'kernel', from: name };
    return misshapen({ given: name, reason: `the variable \`${name}\` must be text`, line });
  });
}
