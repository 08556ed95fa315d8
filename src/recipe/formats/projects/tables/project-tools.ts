/**
 * The tables of PDM, Rye and Hatch in a pyproject.toml, which has the dependencies themselves in `project`:
 * https://pdm-project.org/latest/usage/config/, https://rye.astral.sh/guide/pyproject/, https://hatch.pypa.io/latest/config/environment/
 */
import * as z from 'zod';
import type { Finding } from '../../../../reading/finding.js';
import { indexFindings, optionalParts } from '../dependency.js';

const sources = z
  .array(z.looseObject({ name: z.string().default(''), url: z.string(), type: z.string().default('index') }))
  .default([]);

export const toolsShape = {
  pdm: z
    .looseObject({
      source: sources,
      'dev-dependencies': z.record(z.string(), z.array(z.string())).default({}),
    })
    .optional(),
  rye: z.looseObject({ sources, 'dev-dependencies': z.array(z.string()).default([]) }).optional(),
  hatch: z.looseObject({ envs: z.record(z.string(), z.unknown()).default({}) }).optional(),
};

type ToolTables = z.output<z.ZodObject<typeof toolsShape>>;

export function toolFindings({ pdm, rye, hatch }: ToolTables): Finding[] {
  const indexes = [...(pdm?.source ?? []), ...(rye?.sources ?? [])];
  const groups = Object.keys(pdm?.['dev-dependencies'] ?? {});
  if (rye && rye['dev-dependencies'].length > 0) groups.push('dev-dependencies');
  return [
    ...indexes.flatMap(({ name, url, type }) => indexFindings(url, roleOf(name, type))),
    ...optionalParts(groups, 'they are groups for the development of the project'),
    ...optionalParts(Object.keys(hatch?.envs ?? {}), 'they are environments of Hatch'),
  ];
}

/** An index with the name `pypi` takes the place of the default one, for PDM; Rye calls it `default`. */
function roleOf(name: string, type: string): 'main' | 'extra' | 'links' {
  if (type === 'find_links') return 'links';
  return name === 'pypi' || name === 'default' ? 'main' : 'extra';
}
