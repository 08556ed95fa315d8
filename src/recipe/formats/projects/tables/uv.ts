/** The table `tool.uv` of a pyproject.toml or a script: https://docs.astral.sh/uv/reference/settings/ */
import * as z from 'zod';
import { UserError } from '../../../../base/errors.js';
import { type Finding, leaveOut, leftOut, problem, specText } from '../../../../reading/finding.js';
import {
  addressOf,
  indexFindings,
  indexForSome,
  localDependency,
  optionalParts,
  originShape,
  sameName,
} from '../dependency.js';

const text = z.string().optional();
const texts = z.array(z.string()).default([]);

const sourceShape = originShape.extend({
  workspace: z.boolean().optional(),
  index: text,
});

const indexShape = z.looseObject({
  name: text,
  url: z.string(),
  default: z.boolean().default(false),
  explicit: z.boolean().default(false),
});

export const uvShape = z.looseObject({
  index: z.array(indexShape).default([]),
  'index-url': text,
  'extra-index-url': texts,
  'find-links': texts,
  'dev-dependencies': texts,
  'constraint-dependencies': texts,
  'override-dependencies': texts,
  sources: z.record(z.string(), z.union([sourceShape, z.array(sourceShape)])).default({}),
});

export type Uv = z.output<typeof uvShape>;
type UvSource = z.output<typeof sourceShape>;

/** Indexes and options; the sources of packages change the findings of these. */
export function uvFindings(uv: Uv): Finding[] {
  const ignored = [
    ['constraint-dependencies', 'its limits on other packages have to be in the list of packages'],
    ['override-dependencies', 'versions that the packages do not allow cannot be forced'],
  ] as const;
  return [
    ...uv.index.flatMap(({ url, default: main, explicit }) =>
      explicit ? indexForSome(url) : indexFindings(url, main ? 'main' : 'extra'),
    ),
    ...indexFindings(uv['index-url'] ?? '', 'main'),
    ...uv['extra-index-url'].flatMap((url) => indexFindings(url, 'extra')),
    ...uv['find-links'].flatMap((url) => indexFindings(url, 'links')),
    ...(uv['dev-dependencies'].length > 0
      ? optionalParts(['dev-dependencies'], 'they are for the development of the project')
      : []),
    ...ignored.flatMap(([key, reason]) => (uv[key].length > 0 ? [leftOut(key, reason)] : [])),
  ];
}

/** A package that uv takes from somewhere else than the index. */
export function fromSource(uv: Uv, finding: Finding): Finding {
  if (finding.kind !== 'package') return finding;
  const name = /^[\w.-]+/.exec(specText(finding))?.[0] ?? '';
  const key = Object.keys(uv.sources).find((each) => sameName(each, name));
  const source = key === undefined ? undefined : uv.sources[key];
  if (source === undefined || name === '') return finding;
  if (Array.isArray(source)) return severalSources(name, source, finding);
  return replaced(finding, name, source);
}

/** Those with an index only choose among the indexes, which are all asked. */
function severalSources(name: string, sources: readonly UvSource[], finding: Finding): Finding {
  if (sources.every(({ index }) => index !== undefined)) return finding;
  const given = `${name} (tool.uv.sources)`;
  return problem(new UserError('package-not-understood', { given }), [leaveOut]);
}

function replaced(finding: Finding & { kind: 'package' }, name: string, source: UvSource): Finding {
  const { path, workspace } = source;
  if (path !== undefined || workspace) return localDependency(name, path ?? 'workspace');
  const address = addressOf(source);
  if (address === undefined) return finding;
  const extras = /^[\w.-]+\s*(\[[^\]]*\])/.exec(specText(finding))?.[1] ?? '';
  const marker = /;(.*)$/.exec(specText(finding))?.[1];
  return { ...finding, spec: `${name}${extras} @ ${address}${marker ? ` ;${marker}` : ''}` };
}
