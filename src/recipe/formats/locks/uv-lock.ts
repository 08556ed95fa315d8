/** uv.lock: https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile. What is installed follows from the project’s dependencies. */
import * as z from 'zod';
import { UserError } from '../../../base/errors.js';
import { type Finding, note } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { type Reader, type ReadingContext, sureness } from '../../../reading/reader.js';
import { fileName } from '../files/format.js';
import { shaped } from '../files/shape.js';
import { readToml } from '../files/toml-file.js';
import { dependency, pythonRequirement } from '../projects/dependency.js';
import { lockFindings } from './packages/lock-findings.js';
import { holdsHere } from './packages/marker-on-host.js';
import { pipLine } from './packages/pip-line.js';

const edgeShape = z.looseObject({
  name: z.string(),
  version: z.string().optional(),
  marker: z.string().default(''),
  extra: z.array(z.string()).default([]),
});
const edges = z.array(edgeShape).default([]);
const fileShape = z.looseObject({
  url: z.string().optional(),
  filename: z.string().optional(),
  hash: z.string().default(''),
});

const packageShape = z.looseObject({
  name: z.string(),
  version: z.string().default(''),
  /** When this version is used, if the lock has several. */
  'resolution-markers': z.array(z.string()).default([]),
  source: z.looseObject({ registry: z.string().optional() }).default({}),
  dependencies: edges,
  'optional-dependencies': z.record(z.string(), edges).default({}),
  sdist: fileShape.optional(),
  wheels: z.array(fileShape).default([]),
});

const shape = z.looseObject({
  'requires-python': z.string().default(''),
  package: z.array(packageShape).default([]),
});

type Package = z.output<typeof packageShape>;
type Edge = z.output<typeof edgeShape>;

export const uvLock: Reader = {
  id: 'uvLock',
  label: 'a lock of uv (uv.lock)',
  recognizes({ text, name = '' }) {
    const isOne =
      /^\[\[package\]\]/m.test(text) && /^source = \{ (?:registry|virtual|editable) =/m.test(text);
    if (isOne) return sureness.certain;
    return /^uv\.lock$/i.test(name) ? sureness.named : sureness.no;
  },
  read,
};

function read(given: GivenText, context: ReadingContext): Finding[] {
  const { package: packages, ...lock } = shaped(shape, readToml(given), given);
  const roots = packages.filter(({ source }) => 'virtual' in source || 'editable' in source);
  const [root, second] = roots;
  const fail = (reason: string): never => {
    throw new UserError('file-not-understood', { file: fileName(given), reason });
  };
  if (!root) return fail('it does not say which packages its project needs');
  if (second) return fail(`it has several projects: \`${root.name}\`, \`${second.name}\``);
  const found = reachable(root, packages);
  const pip = packages.flatMap((each) => {
    const forks = each['resolution-markers'];
    return lineOf(given, each, found.has(each) && forks.length > 0 ? forks : found.get(each));
  });
  const names = root.dependencies.filter(({ marker }) => holdsHere(marker) !== false).map(({ name }) => name);
  const asked = [...new Set(names)].map((name) => dependency(name, 'pypi'));
  return [
    ...lockFindings(given, context, { format: 'uv.lock', pip, asked }),
    ...pythonRequirement(lock['requires-python']),
    note(`The project \`${root.name}\` itself is not installed, only its dependencies`),
  ];
}

function lineOf(given: GivenText, each: Package, markers: string[] | undefined): string[] {
  if (markers === undefined) return [];
  const { name, version, source, sdist, wheels } = each;
  const files = [...wheels, ...(sdist ? [sdist] : [])];
  const [only = '', ...more] = markers;
  const several = markers.map((marker) => `(${marker})`).join(' or ');
  return pipLine(given, {
    ...{ name, version, marker: markers.includes('') ? '' : more.length > 0 ? several : only },
    files: files.map(({ url, filename, hash }) => ({ name: filename ?? url ?? '', hash })),
    ...(source.registry === undefined && { elsewhere: name }),
  });
}

/** The packages that the root needs here, each with the markers of the ways to it. */
function reachable(root: Package, packages: readonly Package[]): Map<Package, string[]> {
  const byName = new Map<string, Package[]>();
  for (const each of packages) byName.set(each.name, [...(byName.get(each.name) ?? []), each]);
  const found = new Map<Package, string[]>();
  const seen = new Set<string>();
  const waiting: Edge[] = [...root.dependencies];
  for (let edge = waiting.pop(); edge; edge = waiting.pop()) {
    const { name, version, marker, extra } = edge;
    const key = JSON.stringify([name, version, marker, extra]);
    if (seen.has(key) || holdsHere(marker) === false) continue;
    seen.add(key);
    for (const each of byName.get(name) ?? []) {
      if (version !== undefined && each.version !== version) continue;
      const isNew = !found.has(each);
      const markers = found.get(each) ?? [];
      // What is true on every platform like this one is no condition.
      const condition = holdsHere(marker) === true ? '' : marker;
      found.set(each, markers.includes(condition) ? markers : [...markers, condition]);
      if (isNew) waiting.push(...each.dependencies);
      for (const name of extra) waiting.push(...(each['optional-dependencies'][name] ?? []));
    }
  }
  return found;
}
