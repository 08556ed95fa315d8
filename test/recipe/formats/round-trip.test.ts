import { stringify as toml } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { stringify as yaml } from 'yaml';
import { givenText, HARD_SPACES } from '../../../src/reading/given-text.js';
import { fieldsOfRecipe } from '../../../src/recipe/fields/fields-of-recipe.js';
import { recipeFromFields } from '../../../src/recipe/fields/from-fields.js';
import { renderRecipe } from '../../../src/recipe/formats/recipe.js';
import { recipeLink, textOfLink } from '../../../src/recipe/link.js';
import { parseRecipe, plainRecipe, type Recipe } from '../../../src/recipe/recipe.js';
import { asJson } from '../../support/as-json.js';
import fc from '../../support/properties.js';
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
      { numRuns: 40 },
    );
  });
});

it('Variables of an environment.yml are read as they were written, if they have no hard spaces', () => {
  const plain = variables.filter((values) => JSON.stringify(values).search(HARD_SPACES) < 0);
  fc.assert(
    fc.property(plain, (values) => {
      const text = yaml({ dependencies: ['numpy'], variables: values }, { lineWidth: 0 });
      expect(fieldsIn(text, 'environment.yml')).toEqual({ packages: ['numpy'], kernel_variables: values });
    }),
    { numRuns: 40 },
  );
});

const line = fc
  .string({ unit: 'grapheme', maxLength: 20 })
  .map((text) => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ''));
const optional = (...texts: string[]) => fc.constantFrom('', ...texts);
const some = (...texts: string[]) => fc.shuffledSubarray(texts);

/** A recipe with anything in each of its fields. */
const recipes = fc
  .record({
    name: fc.stringMatching(/^[a-z][a-z0-9]{2,10}(?:-[a-z0-9]{1,5})?$/),
    display_name: line.map((text) => text.trim().replace(/\s+/g, ' ')),
    language_version: optional('3.10', '3.12'),
    manager: fc.constantFrom('auto', 'conda', 'micromamba'),
    source: optional('conda'),
    channels: some('conda-forge', 'bioconda', 'https://example.org/channel'),
    packages: specs,
    pip_packages: fc.uniqueArray(
      spec.map((text) => `pip-${text}`),
      {
        maxLength: 3,
        selector: (text) => text.replace(/[<>=!].*/, ''),
      },
    ),
    modules: some('gcc/12.2.0', 'cuda', 'julia/1.3'),
    install_variables: variables,
    kernel_variables: variables,
    imports: some('cv2', 'sklearn.svm'),
    location: optional('scratch'),
    build_on: optional('local', 'batch'),
    smoke_code: fc.array(line, { maxLength: 4 }).map((lines) => lines.join('\n').trim()),
  })
  .map((fields) => parseRecipe(fields));

const fromFile = (text: string, file: string) =>
  recipeFromFields({}, {}, { files: [givenText(text, file)] }).recipe;
const asKernel = (recipe: Recipe) =>
  JSON.stringify({
    argv: ['{connection_file}'],
    metadata: { create_kernel: { recipe: plainRecipe(recipe) } },
  });

it('A hard space in a value of a kernel.json is kept', () => {
  const recipe = parseRecipe({ name: 'x', kernel_variables: { TITLE: 'a\u00a0b' } });
  expect(fromFile(asKernel(recipe), 'kernel.json')?.kernel_variables).toEqual({ TITLE: 'a\u00a0b' });
});

it.each<[way: string, there: (recipe: Recipe) => Recipe | undefined, kept?: Partial<Recipe>]>([
  ['a recipe in YAML', (recipe) => fromFile(renderRecipe(recipe), 'recipe.yml')],
  ['the kernel.json of its kernel', (recipe) => fromFile(asKernel(recipe), 'kernel.json')],
  [
    'a link, without the place of the build',
    (recipe) => fromFile(textOfLink(recipeLink(recipe)?.fragment ?? ''), 'recipe.yml'),
    { location: '', build_on: '' },
  ],
  ['the fields of the form', (recipe) => recipeFromFields(fieldsOfRecipe(recipe, []), {}).recipe],
])('A recipe is the same after %s', (_, there, changed = {}) => {
  fc.assert(
    fc.property(recipes, (recipe) => {
      expect(asJson(there(recipe))).toEqual(asJson({ ...recipe, ...changed }));
    }),
    { numRuns: 20 },
  );
});
