/** A value as JSON keeps it: the packages of a recipe are their canonical texts. */
export function asJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
