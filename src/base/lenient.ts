/** Schemas that take what a newer app wrote, as far as it is understood. */
import * as z from 'zod/mini';

/** A list without those entries that are not understood, such as those of a kind that only a newer app knows. */
export function lenientList<Schema extends z.core.$ZodType>(schema: Schema) {
  return z.pipe(
    z.array(z.catch(z.nullable(schema), null)),
    z.transform((list) => list.filter((each) => each !== null)),
  );
}

/** The same schema for data with fields that a strict one would refuse: they are left out. */
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
