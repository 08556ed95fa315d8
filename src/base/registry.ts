/** Registries: objects that map ids to entries. An id may be anything that a person typed. */

/** The entry of an id; undefined for names that every object has, such as `constructor`. */
export function lookUp<Entry>(registry: Readonly<Record<string, Entry>>, id: string): Entry | undefined {
  return Object.hasOwn(registry, id) ? registry[id] : undefined;
}
