/** An operation's arguments as fields, for the arguments and options of its command and the form on its page. */
import * as z from 'zod';
import { UserError } from '../../base/errors.js';
import type { Arguments } from './operation.js';

export interface ArgumentField {
  name: string;
  description: string;
  /**
   * `choice`: a switch that may also be a list, such as “all” or some names. `file`: the text of a file. `select`: one
   * of `options`.
   */
  kind: 'text' | 'number' | 'list' | 'switch' | 'choice' | 'file' | 'select';
  /** Each value with its words; the empty one is the default. */
  options?: Readonly<Record<string, string>>;
  required: boolean;
  /** The name of its value on a command line; by default its own. */
  value?: string;
  /** On a command line, it is also given as words after the kernel's name. */
  word?: NonNullable<ArgumentMeta['word']>;
}

/** The form of an argument on a command line, which its schema has as `.meta(…)`. */
export type ArgumentMeta = z.input<typeof metaSchema>;

/** The number of a generation, which may be given after the kernel's name; `about` is its help. */
export function generationNumber(about: string, name = 'GENERATION') {
  const meta = { word: { name, takes: 'none or one' } } satisfies ArgumentMeta;
  return z.coerce.number().int().positive().optional().describe(about).meta(meta);
}

const metaSchema = z.object({
  value: z.string().optional(),
  options: z.record(z.string(), z.string()).optional(),
  /** The argument is the text of a file; on a command line, its path is given. */
  file: z.literal(true).optional(),
  word: z
    .object({
      /** As in the help, such as `PACKAGE`. */
      name: z.string(),
      /** Absent if exactly one is required. */
      takes: z.enum(['none or one', 'any number']).optional(),
    })
    .optional(),
});

interface Typed {
  description?: string | undefined;
  def: { type: string; innerType?: Typed };
}

interface Taking {
  arguments: z.ZodObject;
}

const kinds: Record<string, ArgumentField['kind']> = {
  array: 'list',
  boolean: 'switch',
  number: 'number',
  union: 'choice',
  enum: 'select',
};

/**
 * By each argument's schema: a list may be given several times, a boolean is a switch, a union of both is either, everything
 * else is text.
 */
export function argumentFields({ arguments: schema }: Taking): ArgumentField[] {
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    description: field.description ?? '',
    kind: kinds[typeOf(field)] ?? 'text',
    required: !isOptional(field),
    ...metaOf(field),
  }));
}

/** The checked values. @throws UserError `argument-missing`, `argument-not-understood`. */
export function parseArguments(operation: Taking, given: Arguments): Arguments {
  const { data, error } = operation.arguments.safeParse(given, { jitless: true });
  if (!error) return data;
  const name = String(error.issues[0]?.path[0] ?? '');
  const about = argumentFields(operation).find((field) => field.name === name)?.description ?? '';
  const value = given[name];
  throw value === undefined || value === ''
    ? new UserError('argument-missing', { name, about })
    : new UserError('argument-not-understood', { name, about, given: String(value) });
}

function metaOf(field: z.ZodType): Partial<Pick<ArgumentField, 'value' | 'word' | 'kind' | 'options'>> {
  const { value, word, file, options } = metaSchema.parse(field.meta() ?? {});
  return {
    ...(value && { value }),
    ...(word && { word }),
    ...(options && { options }),
    ...(file && { kind: 'file' }),
  };
}

/** The type inside a default or an optional. */
function typeOf({ def }: Typed): string {
  return def.innerType ? typeOf(def.innerType) : def.type;
}

function isOptional({ def }: Typed): boolean {
  return ['optional', 'default', 'prefault'].includes(def.type);
}
