/** Constraints files: versions for packages that something else asks for: https://pip.pypa.io/en/stable/user_guide/#constraints-files */
import { collect } from '../../../base/errors.js';
import { type Finding, leftOut, note } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { indexName } from '../../../sources/specs/index-name.js';
import { extrasText, type PackageSpec, parsePackageSpec } from '../../../sources/specs/package-spec.js';
import { logicalLines } from './logical-lines.js';

export type Constraints = ReadonlyMap<string, PackageSpec>;

/** The versions of constraints files, by the names of the packages. */
export function constraintsOf(files: readonly GivenText[]): Constraints {
  const specs = files.flatMap((file) =>
    logicalLines(file.lines).flatMap(({ text }) => {
      const spec = collect([], () => parsePackageSpec(text.replace(/ --hash[= ].*$/, '')));
      return spec && spec.constraint.length > 0 ? [spec] : [];
    }),
  );
  return new Map(specs.map((spec) => [indexName(spec.name), spec]));
}

/** A package with the versions that a constraint allows. */
export function constrained(finding: Finding, constraints: Constraints): Finding {
  if (finding.kind !== 'package' || constraints.size === 0) return finding;
  const spec = collect([], () => parsePackageSpec(finding.spec));
  const limit = spec && constraints.get(indexName(spec.name));
  if (!spec || !limit || spec.url || spec.marker || spec.build || spec.alternatives) return finding;
  const clauses = [...spec.constraint, ...limit.constraint].map(
    ({ operator, version }) => operator + version,
  );
  return { ...finding, spec: `${spec.name}${extrasText(spec.extras)}${[...new Set(clauses)].join(',')}` };
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
