/** Schemas that accept data of a newer version of the app and leave out what they do not know. */
import * as z from 'zod/mini';

/** A list without the entries that the schema rejects, such as those of a kind that only a newer version knows. */
export function lenientList<Schema extends z.core.$ZodType>(schema: Schema) {
  return z.pipe(
    z.array(z.catch(z.nullable(schema), null)),
    z.transform((list) => list.filter((each) => each !== null)),
  );
}

/** A strict schema that leaves unknown fields out instead of rejecting them. */
export function withoutUnknown<Schema extends z.core.$ZodType>(schema: Schema) {
  return z.pipe(
    z.transform((data: unknown) => {
      const { error } = z.safeParse(schema, data, { jitless: true });
      return (error?.issues ?? []).reduce<unknown>(
        (known, issue) =>
          issue.code === 'unrecognized_keys' ? withoutFields(known, issue.path, issue.keys) : known,
        data,
      );
    }),
    schema,
  );
}

/** A copy, of which all else is the same: it may have values that cannot be cloned. */
function withoutFields(
  data: unknown,
  [name, ...path]: readonly PropertyKey[],
  names: readonly string[],
): unknown {
  if (!isObject(data)) return data;
  const copy: Record<PropertyKey, unknown> = Array.isArray(data) ? Object.assign([], data) : { ...data };
  if (name === undefined) for (const each of names) delete copy[each];
  else copy[name] = withoutFields(copy[name], path, names);
  return copy;
}

function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}
