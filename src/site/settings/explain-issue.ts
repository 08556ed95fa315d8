/** Explains a zod issue in a setting: what is expected, and which name may have been meant. */
import * as z from 'zod';
import { nearestName } from '../../base/text/edit-distance.js';
import { siteSchema } from './index.js';

/** Half a sentence, for `site-not-understood`. */
export function explainIssue(issue: z.core.$ZodIssue, settings: unknown): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownName(issue.keys[0] ?? '', issue.path);
    case 'invalid_type':
      return at(settings, issue.path) === undefined
        ? 'it is missing'
        : `${kinds[issue.expected] ?? issue.expected} is expected`;
    case 'too_small':
      return issue.origin === 'string'
        ? 'it is empty'
        : custom(issue, `it has to be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`);
    case 'too_big':
      return `it has to be at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

const kinds: Record<string, string> = {
  string: 'text (in quotes, if it looks like a number)',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list (lines that begin with `- `)',
  object: 'a section (indented lines of `name: value`)',
  record: 'a section (indented lines of `name: value`)',
};

/** The schema's own message, if it has one, says more than the bound. */
function custom(issue: z.core.$ZodIssue, otherwise: string): string {
  return /^Too (small|big)/.test(issue.message) ? otherwise : issue.message;
}

function unknownName(name: string, path: readonly PropertyKey[]): string {
  const known = namesAt(path);
  const nearest = nearestName(name, known);
  const help = nearest
    ? `did you mean \`${nearest}\`?`
    : `the settings here are ${known.map((each) => `\`${each}\``).join(', ')}`;
  return `unknown setting; ${help}`;
}

/** The names in a section of the schema. */
function namesAt(path: readonly PropertyKey[]): string[] {
  const section = path.reduce<z.core.$ZodType | undefined>((schema, name) => inner(schema, name), siteSchema);
  const bare = unwrap(section);
  return bare instanceof z.ZodObject ? Object.keys(bare.shape) : [];
}

function inner(schema: z.core.$ZodType | undefined, name: PropertyKey): z.core.$ZodType | undefined {
  const bare = unwrap(schema);
  if (bare instanceof z.ZodObject) return bare.shape[String(name)];
  return bare instanceof z.ZodArray ? bare.element : undefined;
}

/** Removes defaults and optionality. */
function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional)
    return unwrap(schema.unwrap());
  return schema;
}

function at(settings: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[name] : undefined,
    settings,
  );
}
