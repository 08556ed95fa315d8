/** conda's environment.yml: https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-environments.html */
import { collect, UserError } from '../../base/errors.js';
import { type Finding, leftOut, note } from '../../reading/finding.js';
import type { GivenText } from '../../reading/given-text.js';
import { type Reader, sureness } from '../../reading/reader.js';
import type { SourceId } from '../../sources/index.js';
import { parsePackageSpec } from '../../sources/package-spec.js';
import { readItems } from '../text/commands/arguments.js';
import { listItems } from '../text/list-items.js';
import { nameFindings } from '../text/name-findings.js';
import { YamlFile, type YamlItem } from './yaml-file.js';

const KEYS = ['name', 'channels', 'dependencies', 'variables', 'prefix'];

export const environment: Reader = {
  id: 'environment',
  label: 'a conda environment (environment.yml)',
  recognizes({ text, name = '' }) {
    if (/^(?:dependencies|channels|prefix):/m.test(text)) return sureness.certain;
    return /\.ya?ml$/i.test(name) ? sureness.named : sureness.no;
  },
  read,
};

function read(text: GivenText): Finding[] {
  const file = new YamlFile(text);
  file.allow(KEYS);
  const packages = [
    ...withoutBuilds(packageFindings(dependencies(file), 'conda')),
    ...packageFindings(pipDependencies(file), 'pypi'),
  ];
  if (packages.length === 0) throw new UserError('nothing-asked-for', {}, 'packages');
  return [
    ...nameFindings(file.text('name')),
    { kind: 'source', source: 'conda' },
    ...file.list('channels').map((item) => channelOf(file, item)),
    ...packages,
    ...variableFindings(file),
    ...(file.text('prefix') ? [leftOut('prefix', 'the kernel gets its own prefix')] : []),
  ];
}

function channelOf(file: YamlFile, item: YamlItem): Finding {
  const channel = textOf(file, item);
  const place = { from: channel, ...(item.line && { line: item.line }) };
  return { ...place, kind: 'channel', channel };
}

function textOf(file: YamlFile, { value, line }: YamlItem): string {
  return typeof value === 'string' ? value : file.fail('this item must be text', line);
}

function dependencies(file: YamlFile): YamlItem[] {
  const items = file.list('dependencies').filter(({ value }) => pipSection(value) === undefined);
  return items.map((item) => ({ ...item, value: textOf(file, item) }));
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

/** Reads each item as a line of a package list. */
function packageFindings(items: readonly YamlItem[], source: SourceId): Finding[] {
  return items.flatMap(({ value, line }) => {
    const text = String(value).replace(/\s+/g, ' ').trim();
    const place = { from: text, ...(line && { line }) };
    return readItems(listItems(text)).map((found): Finding => {
      return found.kind === 'package' ? { ...found, ...place, source } : { ...found, ...place };
    });
  });
}

/** Full exports have exact builds, which channels do not keep, and which other platforms do not have. */
function withoutBuilds(findings: readonly Finding[]): Finding[] {
  const built: string[] = [];
  const kept = findings.map((found): Finding => {
    const spec = found.kind === 'package' ? collect([], () => parsePackageSpec(found.spec)) : undefined;
    if (found.kind !== 'package' || !spec?.build || spec.build.includes('*')) return found;
    built.push(`\`${spec.name}\``);
    return { ...found, spec: spec.withoutBuild().text };
  });
  return built.length === 0 ? kept : [...kept, note(buildsWords(built))];
}

function buildsWords(names: readonly string[]): string {
  return `Build strings were left out, versions kept: ${names.join(', ')}`;
}

function variableFindings(file: YamlFile): Finding[] {
  const value = file.values.variables ?? '';
  if (value === '') return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return file.fail('`variables` must be a map of names to values', file.lineOfKey('variables'));
  }
  return Object.entries(value).map(([name, text]) => {
    return { kind: 'variable', name, value: String(text), use: 'kernel' };
  });
}
