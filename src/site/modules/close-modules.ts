/** Suggests modules for a name that is unknown. Pure. */
import { editDistance } from '../../base/text/edit-distance.js';

/** At most `most` of the names, best first: other versions of the same module, then modules with a similar name. */
export function closeModules(given: string, names: readonly string[], most = 3): string[] {
  const typed = splitName(given);
  const ranked = names
    .map((name) => ({ name, distance: distanceTo(typed, splitName(name)) }))
    .filter(({ distance }) => Math.floor(distance) <= Math.max(1, typed.name.length / 4));
  return ranked
    .sort((a, b) => a.distance - b.distance)
    .map(({ name }) => name)
    .slice(0, most);
}

interface ModuleName {
  name: string;
  version: string;
}

/** The version is the part after the last slash. */
function splitName(text: string): ModuleName {
  const at = text.lastIndexOf('/');
  return at < 0 ? { name: text, version: '' } : { name: text.slice(0, at), version: text.slice(at + 1) };
}

/** The version matters only between modules with the same distance of their names. */
function distanceTo(typed: ModuleName, other: ModuleName): number {
  const version = editDistance(typed.version.slice(0, 40), other.version.slice(0, 40));
  return editDistance(typed.name.toLowerCase(), other.name.toLowerCase()) + version / 100;
}
