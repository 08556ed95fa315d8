/**
 * Whether JSON is what its type says, without a library of schemas: for the scripts of pages, which are small, and for a
 * file that is read for each kernel of a list.
 */

export type JsonCheck<Value> = (value: unknown) => value is Value;

export const text: JsonCheck<string> = (value) => typeof value === 'string';

export const number: JsonCheck<number> = (value) => typeof value === 'number';

export const anything: JsonCheck<unknown> = (_value): _value is unknown => true;

export function oneOf<const Value extends string | boolean>(known: readonly Value[]): JsonCheck<Value> {
  return (value): value is Value => known.some((each) => each === value);
}

export function listOf<Item>(item: JsonCheck<Item>): JsonCheck<Item[]> {
  return (value): value is Item[] => Array.isArray(value) && value.every(item);
}

export function mapOf<Item>(item: JsonCheck<Item>): JsonCheck<Record<string, Item>> {
  return (value): value is Record<string, Item> => isObject(value) && Object.values(value).every(item);
}

export function anyOf<Value>(...checks: readonly JsonCheck<Value>[]): JsonCheck<Value> {
  return (value): value is Value => checks.some((check) => check(value));
}

/** An object with these fields, and perhaps others. */
export function has<Fields>(
  fields: { [Name in keyof Fields]-?: JsonCheck<Fields[Name] | undefined> },
): JsonCheck<Fields> {
  const checks = Object.entries<JsonCheck<unknown>>(fields);
  return (value): value is Fields & object =>
    isObject(value) && checks.every(([name, check]) => check(Reflect.get(value, name)));
}

export function ifAny<Value>(check: JsonCheck<Value>): JsonCheck<Value | undefined> {
  return (value): value is Value | undefined => value === undefined || check(value);
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
