/** A value as stored in JSON: a recipe's packages become their canonical texts. */
export function asJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
