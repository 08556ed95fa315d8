/** An operation's arguments as fields, for the options of its command and the form on its page. */
import * as z from 'zod';

export interface ArgumentField {
  name: string;
  description: string;
  /** `choice`: a switch that may also be a list, such as “all” or some names. */
  kind: 'text' | 'list' | 'switch' | 'choice';
  /** The name of its value on a command line; by default its own. */
  value?: string;
  /** On a command line, it is also given as words after the kernel's name. */
  word?: NonNullable<ArgumentMeta['word']>;
}

/** The form of an argument on a command line, which its schema has as `.meta(…)`. */
export type ArgumentMeta = z.input<typeof metaSchema>;

const metaSchema = z.object({
  value: z.string().optional(),
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

const kinds: Record<string, ArgumentField['kind']> = { array: 'list', boolean: 'switch', union: 'choice' };

/**
 * By each argument's schema: a list may be given several times, a boolean is a switch, a union of both is either, everything
 * else is text.
 */
export function argumentFields({ arguments: schema }: { arguments: z.ZodObject }): ArgumentField[] {
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    description: field.description ?? '',
    kind: kinds[typeOf(field)] ?? 'text',
    ...metaOf(field),
  }));
}

function metaOf(field: z.ZodType): Pick<ArgumentField, 'value' | 'word'> {
  const { value, word } = metaSchema.parse(field.meta() ?? {});
  return { ...(value && { value }), ...(word && { word }) };
}

/** The type inside a default or an optional. */
function typeOf({ def }: Typed): string {
  return def.innerType ? typeOf(def.innerType) : def.type;
}
