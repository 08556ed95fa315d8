/** The table `tool.poetry` of a pyproject.toml: https://python-poetry.org/docs/pyproject/ */
import * as z from 'zod';
import { UserError } from '../../../../base/errors.js';
import { type Finding, leaveOut, leftOut, problem } from '../../../../reading/finding.js';
import { extrasText } from '../../../../sources/specs/package-spec.js';
import { nameFindings } from '../../../text/name-findings.js';
import {
  addressOf,
  dependency,
  indexFindings,
  indexForSome,
  localDependency,
  optionalParts,
  originShape,
  pythonRequirement,
} from '../dependency.js';
import { fromPoetryVersion, hasAlternatives } from './poetry-version.js';

const text = z.string().optional();

const requirementShape = originShape.extend({
  version: text,
  python: text,
  markers: text,
  extras: z.array(z.string()).default([]),
  optional: z.boolean().default(false),
});

/** A version, a table, or a list of tables with markers. Pipfile has the same form. */
export const dependenciesShape = z.record(
  z.string(),
  z.union([z.string(), requirementShape, z.array(requirementShape)]),
);

const sourceShape = z.looseObject({ url: text, priority: text, default: z.boolean().optional() });
const groupShape = z.looseObject({ dependencies: dependenciesShape.optional() });

export const poetryShape = z.looseObject({
  name: z.string().default(''),
  dependencies: dependenciesShape.optional(),
  'dev-dependencies': dependenciesShape.optional(),
  group: z.record(z.string(), groupShape).default({}),
  source: z.array(sourceShape).default([]),
});

export type Poetry = z.output<typeof poetryShape>;
type Dependencies = z.output<typeof dependenciesShape>;
type Requirement = z.output<typeof requirementShape>;

export function poetryFindings(poetry: Poetry): Finding[] {
  const groups = [
    ...Object.keys(poetry.group).filter((name) => name !== 'main'),
    ...(poetry['dev-dependencies'] ? ['dev-dependencies'] : []),
  ];
  const all = { ...poetry.dependencies, ...poetry.group.main?.dependencies };
  return [
    ...nameFindings(poetry.name),
    ...poetry.source.flatMap(({ url = '', priority, default: main }) => {
      // One is for the packages that name it, the other for those that no other source has.
      if (priority === 'explicit' || priority === 'supplemental') return indexForSome(url);
      return indexFindings(url, main || priority === 'primary' || priority === 'default' ? 'main' : 'extra');
    }),
    ...dependencyFindings(all),
    ...optionalParts(groups, 'they are groups for the development of the project'),
  ];
}

/** The dependencies of Poetry or Pipenv; `python` is the version of the language. */
export function dependencyFindings(dependencies: Dependencies): Finding[] {
  return Object.entries(dependencies).flatMap(([name, value]) => {
    if (Array.isArray(value)) return value.flatMap((each) => requirementFindings(name, each));
    const requirement = typeof value === 'string' ? requirementShape.parse({ version: value }) : value;
    if (name === 'python') return pythonRequirement(fromPoetryVersion(requirement.version ?? ''));
    return requirementFindings(name, requirement);
  });
}

function requirementFindings(name: string, requirement: Requirement): Finding[] {
  const { version = '', path, optional, extras } = requirement;
  if (path !== undefined) return [localDependency(name, path)];
  if (optional) return [{ ...leftOut(name, 'it belongs to an extra of the project'), from: name }];
  const bracket = extrasText(extras);
  const url = addressOf(requirement);
  if (url === undefined && hasAlternatives(version)) {
    const given = `${name} ${version}`;
    return [{ ...problem(new UserError('package-not-understood', { given }), [leaveOut]), from: name }];
  }
  const marker = markerOf(requirement);
  const condition = marker === '' ? '' : `${url ? ' ' : ''}; ${marker}`;
  const asked = url ? ` @ ${url}` : fromPoetryVersion(version);
  return [dependency(`${name}${bracket}${asked}${condition}`, 'pypi', name)];
}

/** `python = "<3.11"` is a marker too. */
function markerOf({ markers = '', python = '' }: Requirement): string {
  const versions = fromPoetryVersion(python).split(',').filter(Boolean);
  const clauses = versions.map((clause) => clause.replace(/^([<>=!~]+)(.*)$/, 'python_version $1 "$2"'));
  return [...clauses, ...(markers === '' ? [] : [clauses.length > 0 ? `(${markers})` : markers])].join(
    ' and ',
  );
}
