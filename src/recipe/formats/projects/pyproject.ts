/** pyproject.toml: the dependencies of a project, whichever tool they are written for. The project itself is not installed. */
import * as z from 'zod';
import { UserError } from '../../../base/errors.js';
import { type Finding, note } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { type Reader, sureness } from '../../../reading/reader.js';
import { LineFinder } from '../files/line-finder.js';
import { shaped } from '../files/shape.js';
import { hasTable, readToml } from '../files/toml-file.js';
import { isPixiManifest, pixiFindings, pixiShape } from './pixi.js';
import { placed } from './placed.js';
import { groupFindings, groupsShape, projectFindings, projectShape } from './tables/pep621.js';
import { poetryFindings, poetryShape } from './tables/poetry.js';
import { toolFindings, toolsShape } from './tables/project-tools.js';
import { fromSource, uvFindings, uvShape } from './tables/uv.js';

const shape = z.looseObject({
  project: projectShape.optional(),
  'dependency-groups': groupsShape.default({}),
  tool: z
    .looseObject({
      poetry: poetryShape.optional(),
      ...toolsShape,
      pixi: pixiShape.optional(),
      uv: uvShape.default(uvShape.parse({})),
    })
    .default({ uv: uvShape.parse({}) }),
});

const TABLES = [
  'project',
  'dependency-groups',
  'build-system',
  'tool.poetry',
  'tool.uv',
  'tool.pdm',
  'tool.pixi',
];

export const pyproject: Reader = {
  id: 'pyproject',
  label: 'a Python project (pyproject.toml)',
  recognizes(given) {
    if (/^pyproject\.toml$/i.test(given.name ?? '')) return sureness.certain;
    return hasTable(given, TABLES) && !isPixiManifest(given) ? sureness.certain : sureness.no;
  },
  read: (given, { others }) => placed(read(given, others.length > 0), new LineFinder(given.text)),
};

/** @throws UserError if it asks for nothing, and no other file does. */
function read(given: GivenText, isOneOfSeveral: boolean): Finding[] {
  const { project, tool, 'dependency-groups': groups } = shaped(shape, readToml(given), given);
  const { poetry, pixi, uv } = tool;
  const main = [
    ...(project ? projectFindings(project) : []),
    ...(poetry ? poetryFindings(poetry) : []),
    ...(pixi ? pixiFindings(pixi) : []),
  ];
  const findings = [
    ...main,
    ...toolFindings(tool),
    ...uvFindings(uv),
    ...groupFindings(groups, !asksForSome(main)),
  ];
  if (!isOneOfSeveral && !asksForSome(findings)) throw new UserError('nothing-asked-for', {}, 'packages');
  return [
    ...findings.map((finding) => fromSource(uv, finding)),
    ...ownNote(project?.name ?? poetry?.name ?? ''),
  ];
}

function asksForSome(findings: readonly Finding[]): boolean {
  return findings.some(({ kind }) => kind === 'package' || kind === 'problem');
}

function ownNote(name: string): Finding[] {
  return name === '' ? [] : [note(`The project \`${name}\` itself is not installed, only its dependencies`)];
}
