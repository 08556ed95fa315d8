/** The tables `project` and `dependency-groups` of a pyproject.toml: https://packaging.python.org/en/latest/specifications/pyproject-toml/ */
import * as z from 'zod';
import { type Finding, note } from '../../../../reading/finding.js';
import { nameFindings } from '../../../text/name-findings.js';
import { dependency, optionalParts, pythonRequirement } from '../dependency.js';

const texts = z.array(z.string());

export const projectShape = z.looseObject({
  name: z.string().default(''),
  'requires-python': z.string().default(''),
  dependencies: texts.optional(),
  'optional-dependencies': z.record(z.string(), texts).default({}),
  dynamic: texts.default([]),
});

/** https://packaging.python.org/en/latest/specifications/dependency-groups/ */
export const groupsShape = z.record(
  z.string(),
  z.array(z.union([z.string(), z.looseObject({ 'include-group': z.string() })])),
);

export type Project = z.output<typeof projectShape>;
export type Groups = z.output<typeof groupsShape>;

export function projectFindings(project: Project): Finding[] {
  const { name, dependencies, dynamic } = project;
  const isElsewhere = dependencies === undefined && dynamic.includes('dependencies');
  return [
    ...nameFindings(name),
    ...pythonRequirement(project['requires-python']),
    ...(dependencies ?? []).map((spec) => dependency(spec, 'pypi')),
    ...(isElsewhere ? [note('The project has its dependencies in another file: give that one too')] : []),
    ...optionalParts(Object.keys(project['optional-dependencies']), 'they are extras of the project'),
  ];
}

/** The groups of a project with other dependencies are left out: they are for its development. */
export function groupFindings(groups: Groups, isWanted: boolean): Finding[] {
  const names = Object.keys(groups);
  if (!isWanted) return optionalParts(names, 'they are groups for the development of the project');
  // Groups include each other, and all are taken.
  const specs = Object.values(groups)
    .flat()
    .filter((item) => typeof item === 'string');
  return [...new Set(specs)].map((spec) => dependency(spec, 'pypi'));
}
