/** pixi.toml, and the table `tool.pixi` of a pyproject.toml: https://pixi.sh/latest/reference/pixi_manifest/ */
import * as z from 'zod';
import { type Finding, leftOut, note } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { type Reader, sureness } from '../../../reading/reader.js';
import { extrasText } from '../../../sources/specs/package-spec.js';
import { nameFindings } from '../../text/name-findings.js';
import { hereKey, isHere } from '../environments/platform.js';
import { LineFinder } from '../files/line-finder.js';
import { shaped } from '../files/shape.js';
import { hasTable, readToml } from '../files/toml-file.js';
import {
  addressOf,
  dependency,
  indexFindings,
  indexForSome,
  localDependency,
  optionalParts,
  originShape,
} from './dependency.js';
import { placed } from './placed.js';

const text = z.string().optional();

const condaShape = z.union([
  z.string(),
  z.looseObject({ version: text, build: text, channel: text, path: text, git: text }),
]);

const pypiShape = z.union([
  z.string(),
  originShape.extend({
    version: text,
    extras: z.array(z.string()).default([]),
    index: text,
  }),
]);

const partShape = z.looseObject({
  dependencies: z.record(z.string(), condaShape).default({}),
  'host-dependencies': z.record(z.string(), condaShape).default({}),
  'pypi-dependencies': z.record(z.string(), pypiShape).default({}),
  activation: z.looseObject({ env: z.record(z.string(), z.string()).default({}) }).optional(),
});

const workspaceShape = z.looseObject({
  name: z.string().default(''),
  channels: z.array(z.union([z.string(), z.looseObject({ channel: z.string() })])).default([]),
  platforms: z.array(z.union([z.string(), z.looseObject({})])).default([]),
});

export const pixiShape = partShape.extend({
  workspace: workspaceShape.optional(),
  project: workspaceShape.optional(),
  target: z.record(z.string(), partShape).default({}),
  feature: z.record(z.string(), z.looseObject({})).default({}),
  'pypi-options': z
    .looseObject({ 'index-url': text, 'extra-index-urls': z.array(z.string()).default([]) })
    .optional(),
});

export type Pixi = z.output<typeof pixiShape>;
type PixiPart = z.output<typeof partShape>;

export const pixi: Reader = {
  id: 'pixi',
  label: 'a pixi workspace (pixi.toml)',
  recognizes(given) {
    if (isPixiManifest(given)) return sureness.certain;
    return /^pixi\.toml$/i.test(given.name ?? '') ? sureness.named : sureness.no;
  },
  read(given) {
    const findings = pixiFindings(shaped(pixiShape, readToml(given), given));
    return placed(findings, new LineFinder(given.text));
  },
};

/** In a pyproject.toml, the same tables are below `tool.pixi`. */
export function isPixiManifest(given: GivenText): boolean {
  const isOne = hasTable(given, ['workspace', 'project']) && /^[ \t]{0,8}channels[ \t]*=/m.test(given.text);
  return isOne && !hasTable(given, ['tool.pixi', 'build-system']);
}

export function pixiFindings(manifest: Pixi): Finding[] {
  const { name = '', channels = [], platforms = [] } = manifest.workspace ?? manifest.project ?? {};
  const options = manifest['pypi-options'];
  const parts = [manifest, ...targetsHere(manifest)];
  return [
    ...nameFindings(name),
    ...platformNote(platforms.filter((each) => typeof each === 'string')),
    { kind: 'source', source: 'conda' },
    ...channels.map(channelFinding),
    ...indexFindings(options?.['index-url'] ?? '', 'main'),
    ...(options?.['extra-index-urls'] ?? []).flatMap((url) => indexFindings(url, 'extra')),
    ...parts.flatMap(partFindings),
    ...targetsElsewhere(manifest),
    ...indexesOfSome(parts).flatMap(indexForSome),
    ...optionalParts(Object.keys(manifest.feature), 'they are features for other environments'),
  ];
}

const TARGETS_HERE: readonly string[] = ['unix', 'linux', hereKey()];

/** The parts for this platform, the widest first. */
function targetsHere({ target }: Pixi): PixiPart[] {
  return TARGETS_HERE.flatMap((name) => (target[name] ? [target[name]] : []));
}

function targetsElsewhere({ target }: Pixi): Finding[] {
  return Object.entries(target).flatMap(([platform, part]) => {
    if (TARGETS_HERE.includes(platform)) return [];
    const names = Object.keys({ ...part.dependencies, ...part['pypi-dependencies'] });
    return names.map((name) => ({ ...leftOut(name, `it is for ${platform} only`), from: name }));
  });
}

function platformNote(platforms: readonly string[]): Finding[] {
  if (platforms.length === 0 || platforms.some(isHere)) return [];
  return [note(`The workspace is for ${platforms.join(', ')}, not for ${hereKey()}`)];
}

function channelFinding(given: string | { channel: string }): Finding {
  const channel = typeof given === 'string' ? given : given.channel;
  return { kind: 'channel', channel, from: channel };
}

function partFindings(part: PixiPart): Finding[] {
  return [
    ...Object.entries(part.dependencies).flatMap(([name, value]) => condaFindings(name, value)),
    ...Object.keys(part['host-dependencies']).map((name) => leftOut(name, 'it is needed only to build')),
    ...Object.entries(part['pypi-dependencies']).flatMap(([name, value]) => pypiFindings(name, value)),
    ...Object.entries(part.activation?.env ?? {}).map(
      ([name, value]): Finding => ({ kind: 'variable', name, value, use: 'kernel', from: name }),
    ),
  ];
}

function condaFindings(name: string, value: z.output<typeof condaShape>): Finding[] {
  const { version = '*', build, channel, path, git } = typeof value === 'string' ? { version: value } : value;
  if (path !== undefined || git !== undefined) return [localDependency(name, path ?? git ?? '')];
  const from = channel ? `${channel}::` : '';
  const versions = version === '*' && !build ? '' : ` ${asConda(version)}${build ? ` ${build}` : ''}`;
  return [dependency(`${from}${name}${versions}`, 'conda', name)];
}

/** A bare version is exact for conda, as in pixi. */
function asConda(version: string): string {
  return version.replace(/\s*,\s*/g, ',').trim();
}

function pypiFindings(name: string, value: z.output<typeof pypiShape>): Finding[] {
  if (typeof value === 'string') return [dependency(named(name, value), 'pypi', name)];
  const { version = '*', extras, path } = value;
  if (path !== undefined) return [localDependency(name, path)];
  const bracket = extrasText(extras);
  const address = addressOf(value);
  const spec = address ? `${name}${bracket} @ ${address}` : named(`${name}${bracket}`, version);
  return [dependency(spec, 'pypi', name)];
}

/** The indexes that single packages come from. */
function indexesOfSome(parts: readonly PixiPart[]): string[] {
  const values = parts.flatMap((part) => Object.values(part['pypi-dependencies']));
  return [...new Set(values.flatMap((value) => (typeof value === 'string' ? [] : (value.index ?? []))))];
}

function named(name: string, version: string): string {
  const versions = version.trim() === '*' ? '' : version.trim();
  return `${name}${/^\d/.test(versions) ? '==' : ''}${versions}`;
}
