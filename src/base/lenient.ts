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
      const known = structuredClone(data);
      const { error } = z.safeParse(schema, data, { jitless: true });
      for (const issue of error?.issues ?? [])
        if (issue.code === 'unrecognized_keys') removeFields(known, issue.path, issue.keys);
      return known;
    }),
    schema,
  );
}

function removeFields(data: unknown, path: readonly PropertyKey[], names: readonly string[]): void {
  const place = path.reduce<unknown>((each, name) => (isObject(each) ? each[name] : undefined), data);
  if (isObject(place)) for (const name of names) delete place[name];
}

function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}
