/** The values of a submitted form. */

/** Of a repeated field the last value counts, since a hidden `0` precedes each check box. */
export function formValues(body: unknown, ids: readonly string[]): Record<string, string> {
  const given = body && typeof body === 'object' ? (body as Record<string, unknown>) : {};
  const entries = ids.flatMap((id): [string, string][] => {
    const value = given[id];
    const last: unknown = Array.isArray(value) ? value.at(-1) : value;
    return typeof last === 'string' ? [[id, last]] : [];
  });
  return Object.fromEntries(entries);
}
