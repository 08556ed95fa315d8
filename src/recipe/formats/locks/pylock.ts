/** pylock.toml: https://packaging.python.org/en/latest/specifications/pylock-toml/ */
import * as z from 'zod';
import type { Finding } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { type Reader, type ReadingContext, sureness } from '../../../reading/reader.js';
import { shaped } from '../files/shape.js';
import { readToml } from '../files/toml-file.js';
import { pythonRequirement } from '../projects/dependency.js';
import type { LockedFile } from './packages/files-of-host.js';
import { lockFindings } from './packages/lock-findings.js';
import { pipLine } from './packages/pip-line.js';

const fileShape = z.looseObject({
  name: z.string().optional(),
  url: z.string().optional(),
  path: z.string().optional(),
  hashes: z.record(z.string(), z.string()).default({}),
});

const shape = z.looseObject({
  'lock-version': z.string(),
  'requires-python': z.string().default(''),
  packages: z
    .array(
      z.looseObject({
        name: z.string(),
        version: z.string().optional(),
        marker: z.string().optional(),
        sdist: fileShape.optional(),
        wheels: z.array(fileShape).default([]),
        vcs: z.looseObject({ url: z.string().optional() }).optional(),
        directory: z.looseObject({}).optional(),
        archive: z.looseObject({}).optional(),
      }),
    )
    .default([]),
});

export const pylock: Reader = {
  id: 'pylock',
  label: 'a lock of Python packages (pylock.toml)',
  recognizes({ text, name = '' }) {
    if (/^lock-version[ \t]*=/m.test(text) && /^\[\[packages\]\]/m.test(text)) return sureness.certain;
    return /^pylock(?:\.[^.]+)?\.toml$/i.test(name) ? sureness.named : sureness.no;
  },
  read,
};

function read(given: GivenText, context: ReadingContext): Finding[] {
  const { packages, ...lock } = shaped(shape, readToml(given), given);
  const pip = packages.flatMap(({ name, version = '', marker, sdist, wheels, vcs, directory, archive }) =>
    pipLine(given, {
      ...{ name, version, files: [...wheels, ...(sdist ? [sdist] : [])].map(fileOf) },
      ...(marker && { marker }),
      ...((vcs || directory || archive) && { elsewhere: 'another place' }),
    }),
  );
  return [
    ...lockFindings(given, context, { format: 'pylock.toml', pip }),
    ...pythonRequirement(lock['requires-python']),
  ];
}

function fileOf({ name, url, path, hashes }: z.output<typeof fileShape>): LockedFile {
  const [algorithm] = ['sha256', 'sha384', 'sha512'].filter((each) => hashes[each]);
  return { name: name ?? url ?? path ?? '', hash: algorithm ? `${algorithm}:${hashes[algorithm]}` : '' };
}
