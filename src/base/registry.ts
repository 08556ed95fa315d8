/** Objects that map ids to what they stand for; an id may be anything that a person has typed. */

/** What an id stands for; nothing for names that every object has, such as `constructor`. */
export function lookUp<Entry>(registry: Readonly<Record<string, Entry>>, id: string): Entry | undefined {
  return Object.hasOwn(registry, id) ? registry[id] : undefined;
}
