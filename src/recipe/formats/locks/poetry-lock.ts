/** poetry.lock: https://python-poetry.org/docs/basic-usage/#installing-with-poetrylock */
import * as z from 'zod';
import type { Finding } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { type Reader, type ReadingContext, sureness } from '../../../reading/reader.js';
import { shaped } from '../files/shape.js';
import { readToml } from '../files/toml-file.js';
import { pythonRequirement } from '../projects/dependency.js';
import { fromPoetryVersion } from '../projects/tables/poetry-version.js';
import { lockFindings } from './packages/lock-findings.js';
import { pipLine } from './packages/pip-line.js';

const filesShape = z.array(z.looseObject({ file: z.string(), hash: z.string() }));

const shape = z.looseObject({
  package: z
    .array(
      z.looseObject({
        name: z.string(),
        version: z.string(),
        optional: z.boolean().default(false),
        groups: z.array(z.string()).default(['main']),
        markers: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
        files: filesShape.default([]),
        source: z.looseObject({ type: z.string(), url: z.string().optional() }).optional(),
      }),
    )
    .default([]),
  metadata: z.looseObject({
    'python-versions': z.string().default(''),
    files: z.record(z.string(), filesShape).default({}),
  }),
});

export const poetryLock: Reader = {
  id: 'poetryLock',
  label: 'a lock of Poetry (poetry.lock)',
  recognizes({ text, name = '' }) {
    if (/^\[\[package\]\]/m.test(text) && /^content-hash[ \t]*=/m.test(text)) return sureness.certain;
    return /^poetry\.lock$/i.test(name) ? sureness.named : sureness.no;
  },
  read,
};

/** The packages of the group `main`; those of extras are left out. */
function read(given: GivenText, context: ReadingContext): Finding[] {
  const { package: packages, metadata } = shaped(shape, readToml(given), given);
  const pip = packages
    .filter(({ groups, optional }) => groups.includes('main') && !optional)
    .flatMap(({ name, version, markers, files, source }) => {
      const marker = typeof markers === 'string' ? markers : (markers?.main ?? '');
      const isElsewhere = source !== undefined && source.type !== 'legacy';
      const own = files.length > 0 ? files : (metadata.files[name] ?? []);
      return pipLine(given, {
        ...{ name, version, marker, files: own.map(({ file, hash }) => ({ name: file, hash })) },
        ...(isElsewhere && { elsewhere: source.url ?? source.type }),
      });
    });
  return [
    ...lockFindings(given, context, { format: 'poetry.lock', pip }),
    ...pythonRequirement(fromPoetryVersion(metadata['python-versions'])),
  ];
}
