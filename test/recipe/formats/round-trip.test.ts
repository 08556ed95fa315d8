import * as fc from 'fast-check';
import { stringify as toml } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { stringify as yaml } from 'yaml';
import { fieldsIn } from '../../support/understood.js';

/** Names that are a package everywhere, and that no format has another use for. */
const name = fc
  .stringMatching(/^[a-z][a-z0-9]{3,12}$/)
  .filter((text) => !/^(?:pip|python|conda|ipykernel|setuptools|main|true|null|false)/.test(text))
  .map((text) => `zz-${text}`);
const version = fc.tuple(fc.nat(30), fc.nat(30)).map((parts) => parts.join('.'));
const clause = fc.tuple(fc.constantFrom('==', '>=', '<', '!='), version).map((parts) => parts.join(''));
const spec = fc.tuple(name, fc.option(clause, { nil: '' })).map((parts) => parts.join(''));
const specs = fc.uniqueArray(spec, {
  minLength: 1,
  maxLength: 8,
  selector: (text) => text.replace(/[<>=!].*/, ''),
});
const variables = fc.dictionary(
  fc.stringMatching(/^[A-Z][A-Z0-9]{1,8}$/).map((text) => `ZZ_${text}`),
  fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !/\p{Cc}|[\u2028\u2029]/u.test(text)),
  { minKeys: 1, maxKeys: 3 },
);

/** How a recipe is written in each format that can have it, and what is read again. */
const formats: readonly [name: string, write: (packages: string[]) => string][] = [
  ['requirements.txt', (packages) => `${packages.join('\n')}\n`],
  ['pyproject.toml', (packages) => toml({ project: { dependencies: packages } })],
  ['x.py', (packages) => `# /// script\n# dependencies = ${JSON.stringify(packages)}\n# ///\n`],
  ['environment.yml', (packages) => yaml({ dependencies: packages })],
  ['setup.cfg', (packages) => `[options]\ninstall_requires =\n    ${packages.join('\n    ')}\n`],
  ['recipe.yml', (packages) => yaml({ packages })],
  [
    'kernel.json',
    (packages) =>
      JSON.stringify({ argv: ['{connection_file}'], metadata: { create_kernel: { recipe: { packages } } } }),
  ],
];

describe.each(formats)('A list of packages as %s', (file, write) => {
  it('is read as it was written, with any line ends', () => {
    fc.assert(
      fc.property(specs, fc.constantFrom('\n', '\r\n', '\r'), (packages, end) => {
        const text = `\ufeff${write(packages).replaceAll('\n', end)}`;
        expect(fieldsIn(text, file)).toEqual({ packages });
      }),
      { numRuns: 100 },
    );
  });
});

it('Variables of an environment.yml are read as they were written', () => {
  fc.assert(
    fc.property(variables, (values) => {
      const text = yaml({ dependencies: ['numpy'], variables: values }, { lineWidth: 0 });
      expect(fieldsIn(text, 'environment.yml')).toEqual({ packages: ['numpy'], kernel_variables: values });
    }),
    { numRuns: 100 },
  );
});
