import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { appRoot } from '../../../../src/base/program.js';
import { formIdOf } from '../../../../src/form/form-ids.js';
import { recipeFields } from '../../../../src/recipe/recipe.js';
import { resourceFields } from '../../../../src/site/resources.js';
import { isBasic, parseFormDefinition } from '../../../../src/web/form/fields/form-definition.js';

const text = readFileSync(join(appRoot, 'form.yml'), 'utf8');
const raw: { form: string[]; attributes: Record<string, object> } = parse(text);
const fields = parseFormDefinition(raw);

describe('form.yml asks for every field of a recipe', () => {
  it.each(recipeFields())('%s', (field) => {
    expect(fields.map(({ id }) => id)).toContain(formIdOf(field));
  });

  it('and for nothing else but what becomes of a failed environment, and what a job asks for', () => {
    const ids: string[] = recipeFields().map(formIdOf);
    expect(raw.form.filter((id) => !ids.includes(id))).toEqual(['keep_failed', ...resourceFields]);
  });

  it('and shows the three that matter most first', () => {
    expect(fields.filter(({ id }) => isBasic(id)).map(({ id }) => id)).toEqual([
      'kernel_packages',
      'kernel_name',
      'language_version',
    ]);
  });
});

// What the dashboard takes is checked in test/ood/checker.
describe.each(fields)('The field $id', (field) => {
  it('has a label, and a help of whole sentences', () => {
    expect(field.label).toMatch(/^[A-Z]/);
    expect(field.help ?? 'None.').toMatch(/[.`]$/);
  });
});

it.each(['install_variables', 'kernel_variables'])(
  'warns at %s that secrets do not belong into the form of the dashboard, which does not keep its value',
  (id) => {
    expect(fields.find((field) => field.id === id)?.help).toMatch(/Leave passwords and tokens out/);
    expect(raw.attributes[id]).toMatchObject({ cacheable: false });
  },
);

it.each([
  ['Climate analysis', true],
  ['möbius 2', true],
  ['分析', true],
  ['  ', false],
])('takes the name %j: %s', (name, taken) => {
  const pattern = fields.find(({ id }) => id === 'kernel_name')?.pattern;
  expect(new RegExp(`^(?:${pattern})$`, 'v').test(name)).toBe(taken);
});

describe('A form definition that is broken is a fault of whoever changed it', () => {
  it.each([
    ['a field without attributes', 'form: [kernel_name]\nattributes: {}'],
    ['an unknown widget', 'form: [kernel_name]\nattributes: {kernel_name: {widget: textarea, label: Name}}'],
    [
      'an option that is a number',
      'form: [a_b]\nattributes: {a_b: {widget: select, label: A, options: [3.11]}}',
    ],
    ['no list of fields', 'attributes: {}'],
  ])('%s', (_, definition) => {
    expect(() => parseFormDefinition(parse(definition))).toThrow();
  });
});
