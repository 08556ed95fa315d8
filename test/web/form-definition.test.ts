import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseDocument, visit } from 'yaml';
import { formIdOf } from '../../src/form/form-ids.js';
import { appRoot } from '../../src/program.js';
import { recipeFields } from '../../src/recipe/recipe.js';
import { resourceFields } from '../../src/site/resources.js';
import { isBasic, parseFormDefinition } from '../../src/web/form-definition.js';

const text = readFileSync(join(appRoot, 'form.yml'), 'utf8');
const raw: { cluster: string; form: string[]; attributes: Record<string, Record<string, unknown>> } =
  parse(text);
const fields = parseFormDefinition(text);

describe('form.yml asks for every field of a recipe', () => {
  it.each(recipeFields)('%s', (field) => {
    expect(fields.map(({ id }) => id)).toContain(formIdOf(field));
  });

  it('and for nothing else but what becomes of a failed environment, and what a job asks for', () => {
    const ids: string[] = recipeFields.map(formIdOf);
    expect(raw.form.filter((id) => !ids.includes(id))).toEqual(['keep_failed', ...resourceFields]);
  });

  it('and shows the two that matter most first', () => {
    expect(fields.filter(({ id }) => isBasic(id)).map(({ id }) => id)).toEqual([
      'kernel_packages',
      'kernel_name',
    ]);
  });
});

describe('form.yml is one that Open OnDemand’s dashboard takes', () => {
  it('works with every cluster', () => {
    expect(raw.cluster).toBe('*');
  });

  it('has attributes for each field, and a field for each attribute', () => {
    expect(Object.keys(raw.attributes).sort()).toEqual([...raw.form].sort());
  });

  it('has neither anchors nor aliases, which its parser refuses', () => {
    const marks: string[] = [];
    visit(parseDocument(text), {
      Alias: (_, node) => void marks.push(node.source),
      Node: (_, node) => void ('anchor' in node && node.anchor && marks.push(node.anchor)),
    });
    expect(marks).toEqual([]);
  });
});

// Ruby's methods of two words: a field of such a name fails on the dashboard, or is silently something else.
const methods = [
  'object_id',
  'public_send',
  'singleton_class',
  'each_pair',
  'delete_field',
  'to_json',
  'to_yaml',
];
const widgets = ['text_field', 'text_area', 'select', 'check_box', 'number_field', 'hidden_field'];

// `cluster` is the dashboard's own field.
describe.each(fields.filter(({ id }) => id !== 'cluster'))('The field $id', (field) => {
  const attributes = raw.attributes[field.id] ?? {};

  it('has an id of two words in lower case that is no method of the dashboard’s', () => {
    expect(field.id).toMatch(/^[a-z]+(_[a-z]+)+$/);
    expect(methods).not.toContain(field.id);
  });

  it('has a widget that the dashboard and our page have, a label, and a help of whole sentences', () => {
    expect(widgets).toContain(field.widget);
    expect(field.label).toMatch(/^[A-Z]/);
    expect(field.help ?? 'None.').toMatch(/[.`]$/);
  });

  it('has options that are quoted texts, each once', () => {
    const values = [attributes.options ?? []].flat(2);
    expect(values.filter((value) => typeof value !== 'string')).toEqual([]);
    const own = field.options?.map(({ value }) => value) ?? [];
    expect(own).toEqual([...new Set(own)]);
    expect(own.length > 0).toBe(field.widget === 'select');
  });

  it('has a pattern that browsers compile', () => {
    if (field.pattern === undefined) return;
    expect(new RegExp(`^(?:${field.pattern})$`, 'v')).toBeInstanceOf(RegExp);
  });

  it('does not hide itself or others', () => {
    const hiding = /hide_by_default|data-hide/.exec(JSON.stringify(attributes));
    expect(hiding).toBeNull();
  });
});

it.each([
  ['Climate analysis', true],
  ['möbius 2', true],
  ['分析', false],
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
    expect(() => parseFormDefinition(definition)).toThrow();
  });
});
