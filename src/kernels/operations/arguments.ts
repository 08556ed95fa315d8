/** An operation's arguments as fields, for the options of its command and the form on its page. */
import type * as z from 'zod';

export interface ArgumentField {
  name: string;
  description: string;
  kind: 'text' | 'list' | 'switch';
}

interface Typed {
  description?: string | undefined;
  def: { type: string; innerType?: Typed };
}

const kinds: Record<string, ArgumentField['kind']> = { array: 'list', boolean: 'switch' };

/** By each argument's schema: a list may be given several times, a boolean is a switch, everything else is text. */
export function argumentFields({ arguments: schema }: { arguments: z.ZodObject }): ArgumentField[] {
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    description: field.description ?? '',
    kind: kinds[typeOf(field)] ?? 'text',
  }));
}

/** The type inside a default or an optional. */
function typeOf({ def }: Typed): string {
  return def.innerType ? typeOf(def.innerType) : def.type;
}
