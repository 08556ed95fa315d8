import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { appRoot } from '../../../../src/base/program.js';
import { givenText } from '../../../../src/reading/given-text.js';
import { asData, fromData, readingKey, readText } from '../../../../src/recipe/intake/ahead/reading.js';
import { PROBLEMS_MOST } from '../../../../src/recipe/intake/request/make-request.js';
import { understoodJson } from '../../../../src/recipe/intake/to-json.js';
import { understandTexts } from '../../../../src/recipe/intake/understand.js';

const corpus = join(appRoot, 'test/fixtures/corpus');
const texts = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.text'))
  // Some of each kind.
  .filter((_, index) => index % 5 === 0)
  .map((path) => readFileSync(join(corpus, path), 'utf8'));

/** What is understood if the text is read in another thread before. */
function readBefore(text: string, { name, language = '' }: { name?: string; language?: string } = {}) {
  const given = givenText(text, name);
  const context = { others: [], ...(language && { language }) };
  const data = structuredClone(asData(readText(given, context, PROBLEMS_MOST)));
  const readings = new Map([[readingKey(given, language), fromData(data)]]);
  return understoodJson(understandTexts([given], { readings, language }));
}

const readNow = (text: string, name?: string) => understoodJson(understandTexts([givenText(text, name)]));

it('A text that was read before gives the same request', () => {
  for (const text of texts) expect(readBefore(text)).toEqual(readNow(text));
});

it.each([
  ['a file of no kind', '\u0001\u0002', 'x.bin'],
  ['a file that cannot be read', 'dependencies: [', 'environment.yml'],
  ['a file that asks for nothing', '# nothing\n', 'requirements.txt'],
  ['more problems than a request has', 'a==\n'.repeat(50), undefined],
])('So does %s', (_, text, name) => {
  expect(readBefore(text, name ? { name } : {})).toEqual(readNow(text, name));
});

it('A reading for another language is not used', () => {
  const text = givenText('using DataFrames');
  const reading = { kind: 'code', findings: [], errors: [] };
  const readings = new Map([[readingKey(text, 'bash'), reading]]);
  expect(understandTexts([text], { readings })).toEqual(understandTexts([text]));
});
