/** Renders the settings in docs/admin.md from their schema and the examples in docs/settings.yml. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { appRoot } from '../../src/base/program.js';
import { siteSchema } from '../../src/site/settings/index.js';

type Schema = z.core.$ZodType;

/** One setting with a value, not a section. */
export interface Setting {
  /** Such as `limits.builds`, or `presets[].id` for a field of a list's entries. */
  path: string;
  type: string;
  /** As YAML on one line; empty if there is no default. */
  initial: string;
  description: string;
}

export interface Section {
  name: string;
  description: string;
  settings: Setting[];
}

/** One section for each top-level name of a site file. */
export const sections: Section[] = Object.entries(siteSchema.shape).map(([name, schema]) => ({
  name,
  description: descriptionOf(schema),
  settings: settingsOf(name, schema),
}));

/** The text of each example, by its setting's name. */
export function readExamples(): Record<string, string> {
  const text = readFileSync(join(appRoot, 'docs/settings.yml'), 'utf8');
  const parts = text.split(/^(?=[a-z_]+:)/m).slice(1);
  return Object.fromEntries(parts.map((part) => [part.slice(0, part.indexOf(':')), part.trim()]));
}

/** The reference as Markdown. */
export function renderReference(): string {
  const examples = readExamples();
  return sections.map((section) => renderSection(section, examples[section.name] ?? '')).join('\n\n');
}

function renderSection({ name, description, settings }: Section, example: string): string {
  const [only] = settings;
  const facts = settings.length === 1 && only?.path === name ? renderOne(only) : renderTable(settings);
  return [`### \`${name}\``, description, facts, `\`\`\`yaml\n${example}\n\`\`\``].join('\n\n');
}

function renderOne({ type, initial }: Setting): string {
  return `Type: ${type}.${initial && ` Default: \`${initial}\`.`}`;
}

function renderTable(settings: readonly Setting[]): string {
  const rows = settings.map(
    ({ path, type, initial, description }) =>
      `| \`${path}\` | ${type} | ${initial && `\`${initial}\``} | ${description} |`,
  );
  return ['| setting | type | default | |', '|---|---|---|---|', ...rows].join('\n');
}

function settingsOf(path: string, schema: Schema): Setting[] {
  const bare = unwrap(schema);
  if (bare instanceof z.ZodObject)
    return Object.entries(bare.shape).flatMap(([name, each]) => settingsOf(`${path}.${name}`, each));
  if (bare instanceof z.ZodArray && unwrap(bare.element) instanceof z.ZodObject)
    return settingsOf(`${path}[]`, bare.element);
  return [{ path, type: typeOf(bare), initial: initialOf(schema), description: descriptionOf(schema) }];
}

function typeOf(schema: Schema): string {
  const title = z.globalRegistry.get(schema)?.title;
  if (title) return title;
  if (schema instanceof z.ZodArray) return `list of ${typeOf(unwrap(schema.element))}s`;
  if (schema instanceof z.ZodRecord) return 'map of names to values';
  if (schema instanceof z.ZodBoolean) return 'boolean';
  if (schema instanceof z.ZodNumber) return schema.isInt ? 'integer' : 'number';
  return schema instanceof z.ZodEnum ? 'name' : 'text';
}

function initialOf(schema: Schema): string {
  if (schema instanceof z.ZodDefault) return JSON.stringify(schema.def.defaultValue);
  return '';
}

function descriptionOf(schema: Schema): string {
  const own = z.globalRegistry.get(schema)?.description;
  return own ?? (unwrapOnce(schema) === schema ? '' : descriptionOf(unwrapOnce(schema)));
}

function unwrap(schema: Schema): Schema {
  const inner = unwrapOnce(schema);
  return inner === schema ? schema : unwrap(inner);
}

function unwrapOnce(schema: Schema): Schema {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional)
    return schema.unwrap();
  return schema;
}
