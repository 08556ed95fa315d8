/** Constraints files: versions for packages that something else asks for: https://pip.pypa.io/en/stable/user_guide/#constraints-files */
import { collect } from '../../../base/errors.js';
import { type Finding, leftOut, note, parsedSpec } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { indexName } from '../../../sources/specs/index-name.js';
import { PackageSpec, parsePackageSpec } from '../../../sources/specs/package-spec.js';
import { logicalLines } from './logical-lines.js';

export type Constraints = ReadonlyMap<string, PackageSpec>;

/** The versions of constraints files, by the names of the packages. */
export function constraintsOf(files: readonly GivenText[]): Constraints {
  return new Map(files.flatMap(specsOf).map((spec) => [indexName(spec.name), spec]));
}

// A file is read by itself, and for each of the files that it constrains.
const read = new WeakMap<GivenText, readonly PackageSpec[]>();

function specsOf(file: GivenText): readonly PackageSpec[] {
  const known = read.get(file);
  const specs =
    known ??
    logicalLines(file.lines).flatMap(({ text }) => {
      const spec = collect([], () => parsePackageSpec(text.replace(/ --hash[= ].*$/, '')));
      return spec && spec.constraint.length > 0 ? [spec] : [];
    });
  if (!known) read.set(file, specs);
  return specs;
}

/** A package with the versions that a constraint allows. */
export function constrained(finding: Finding, constraints: Constraints): Finding {
  if (finding.kind !== 'package' || constraints.size === 0) return finding;
  const spec = parsedSpec(finding);
  if (!spec) return finding;
  const limit = constraints.get(indexName(spec.name));
  if (!limit || spec.url || spec.marker || spec.build || spec.alternatives) return { ...finding, spec };
  const { name, extras, constraint } = spec;
  const clauses = new Map(
    [...constraint, ...limit.constraint].map((clause) => [clause.operator + clause.version, clause]),
  );
  return { ...finding, spec: new PackageSpec({ name, extras, constraint: [...clauses.values()] }) };
}

/** What a constraints file gives itself: nothing to install. */
export function constraintsFindings(constraints: Constraints, asked: readonly GivenText[]): Finding[] {
  const words = new Set(asked.flatMap(({ lines }) => lines.map((line) => indexName(nameIn(line)))));
  const others = [...constraints.values()].filter(({ name }) => !words.has(indexName(name)));
  const few = others.slice(0, 3).map(({ name }) => `\`${name}\``);
  return [
    note('Only versions were taken from this file: it has constraints, and asks for no package'),
    ...(others.length > 0
      ? [
          leftOut(
            `${others.length} constraints`,
            `no file asks for these packages: ${few.join(', ')}${others.length > 3 ? ' …' : ''}`,
          ),
        ]
      : []),
    { kind: 'source', source: 'pypi' },
  ];
}

function nameIn(line: string): string {
  return /^[\s"'-]{0,40}([\w.-]{1,100})/.exec(line)?.[1] ?? '';
}
