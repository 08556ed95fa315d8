/** Pipfile.lock: https://pipenv.pypa.io/en/latest/pipfile.html */
import * as z from 'zod';
import type { Finding } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { type Reader, type ReadingContext, sureness } from '../../../reading/reader.js';
import { readJson } from '../files/json-file.js';
import { shaped } from '../files/shape.js';
import { indexFindings, optionalParts, pythonRequirement } from '../projects/dependency.js';
import { lockFindings } from './packages/lock-findings.js';
import { pipLine } from './packages/pip-line.js';

const shape = z.looseObject({
  _meta: z.looseObject({
    requires: z.looseObject({ python_version: z.string().optional() }).optional(),
    sources: z.array(z.looseObject({ url: z.string() })).default([]),
  }),
  default: z.record(
    z.string(),
    z.looseObject({
      version: z.string().default(''),
      markers: z.string().default(''),
      hashes: z.array(z.string()).default([]),
      git: z.string().optional(),
      path: z.string().optional(),
      file: z.string().optional(),
    }),
  ),
  develop: z.record(z.string(), z.unknown()).default({}),
});

export const pipfileLock: Reader = {
  id: 'pipfileLock',
  label: 'a lock of Pipenv (Pipfile.lock)',
  recognizes({ text, name = '' }) {
    if (/^\s{0,100}\{/.test(text) && text.includes('"pipfile-spec"')) return sureness.certain;
    return /^Pipfile\.lock$/i.test(name) ? sureness.named : sureness.no;
  },
  read,
};

function read(given: GivenText, context: ReadingContext): Finding[] {
  const { _meta, default: packages, develop } = shaped(shape, readJson(given), given);
  const pip = Object.entries(packages).flatMap(([name, { version, markers, hashes, git, path, file }]) => {
    const elsewhere = git ?? path ?? file;
    // The names of the files are not in this lock, so all of its hashes are kept.
    const files = hashes.map((hash) => ({ name, hash }));
    const locked = { name, version: version.replace(/^==/, ''), marker: markers, files };
    return pipLine(given, { ...locked, ...(elsewhere && { elsewhere }) });
  });
  const [main, ...more] = _meta.sources;
  return [
    ...lockFindings(given, context, { format: 'Pipfile.lock', pip }),
    ...indexFindings(main?.url ?? '', 'main'),
    ...more.flatMap(({ url }) => indexFindings(url, 'extra')),
    ...pythonRequirement(_meta.requires?.python_version ?? ''),
    ...optionalParts(
      Object.keys(develop).length > 0 ? ['develop'] : [],
      'it is for the development of the project',
    ),
  ];
}
