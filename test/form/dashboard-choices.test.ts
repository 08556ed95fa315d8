import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { appRoot } from '../../src/base/program.js';
import { defaultLanguage, languages } from '../../src/languages/index.js';
import { managers } from '../../src/managers/index.js';

type Choice = readonly [label: string, value: string];

/** The dashboard asks no host, so a version has the month of its end of life, which is the same everywhere. */
const version = (each: string): Choice => {
  const end = defaultLanguage.ends?.[each];
  return [end ? `${each} (end of life: ${end.slice(0, 7)})` : each, each];
};

const forMe = (value: string): Choice => ['Choose for me', value];

/** What the registries offer, by the fields of form.yml that ask for it. */
const choices: Record<string, Choice[]> = {
  kernel_language: Object.values(languages).map(({ id, label }) => [label, id]),
  language_version: [forMe(''), ...defaultLanguage.versions.map(version)],
  kernel_manager: [forMe('auto'), ...Object.values(managers).map(({ id, label }): Choice => [label, id])],
};

it('The dashboard’s form offers what the registries have (`npx vitest run --project unit test/form --update` writes it)', async () => {
  const form = readFileSync(join(appRoot, 'form.yml'), 'utf8');
  await expect(Object.entries(choices).reduce(withChoices, form)).toMatchFileSnapshot('../../form.yml');
});

function withChoices(form: string, [field, options]: [string, Choice[]]): string {
  const marked = new RegExp(`(?<=^ {2}${field}:\\n(?: {4}.*\\n)*? {4}options:\\n)(?: {6}- .*\\n)+`, 'm');
  expect(form).toMatch(marked);
  const lines = options.map(
    ([label, value]) => `      - [${JSON.stringify(label)}, ${JSON.stringify(value)}]\n`,
  );
  return form.replace(marked, () => lines.join(''));
}
