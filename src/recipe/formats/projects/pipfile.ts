/** Pipfile: https://pipenv.pypa.io/en/latest/pipfile.html */
import * as z from 'zod';
import { UserError } from '../../../base/errors.js';
import type { Finding } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { type Reader, sureness } from '../../../reading/reader.js';
import { LineFinder } from '../files/line-finder.js';
import { shaped } from '../files/shape.js';
import { hasTable, readToml } from '../files/toml-file.js';
import { indexFindings, indexForSome, optionalParts, pythonRequirement } from './dependency.js';
import { placed } from './placed.js';
import { dependenciesShape, dependencyFindings } from './tables/poetry.js';

const shape = z.looseObject({
  source: z.array(z.looseObject({ url: z.string() })).default([]),
  packages: dependenciesShape.default({}),
  'dev-packages': dependenciesShape.default({}),
  requires: z
    .looseObject({ python_version: z.string().optional(), python_full_version: z.string().optional() })
    .optional(),
});

export const pipfile: Reader = {
  id: 'pipfile',
  label: 'a Pipfile of Pipenv',
  recognizes(given) {
    if (
      hasTable(given, ['packages', 'dev-packages']) &&
      !/^(?:lock-version|created-by)[ \t]*=/m.test(given.text)
    )
      return sureness.certain;
    return /^Pipfile$/.test(given.name ?? '') ? sureness.named : sureness.no;
  },
  read: (given, { others }) => placed(read(given, others.length > 0), new LineFinder(given.text)),
};

/** @throws UserError if it asks for nothing, and no other file does. */
function read(given: GivenText, isOneOfSeveral: boolean): Finding[] {
  const { source, packages, requires, ...more } = shaped(shape, readToml(given), given);
  const found = dependencyFindings(packages);
  if (found.length === 0 && !isOneOfSeveral) throw new UserError('nothing-asked-for', {}, 'packages');
  const [main, ...others] = source;
  const isForDevelopment = Object.keys(more['dev-packages']).length > 0;
  return [
    ...indexFindings(main?.url ?? '', 'main'),
    // Pipenv asks these only for the packages that name them: https://pipenv.pypa.io/en/latest/indexes.html
    ...others.flatMap(({ url }) => indexForSome(url)),
    ...pythonRequirement(requires?.python_full_version ?? requires?.python_version ?? ''),
    ...found,
    ...optionalParts(isForDevelopment ? ['dev-packages'] : [], 'they are for the development of the project'),
  ];
}
