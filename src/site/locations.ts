/** The site's locations: where environments can be made. */
import { basename, join } from 'node:path';
import { UserError } from '../base/errors.js';

export interface Location {
  id: string;
  title: string;
  path: string;
  /** The site deletes files that were not used for this many days. */
  purged_after_days?: number | undefined;
  /** Its file system did not answer when it was last inspected, so nothing in it is read or written. */
  silent?: true;
}

type Located = Readonly<{ locations: readonly Location[] }>;

/** Whether a path is in a location with a file system that does not answer. */
export function isSilent(path: string, { locations }: Located): boolean {
  return locations.some((location) => location.silent && path.startsWith(`${location.path}/`));
}

/** The location with this id or path; the first one if it is empty. @throws UserError `location-unknown`. */
export function locationOf(site: Located, id: string): Location {
  const found =
    id === ''
      ? site.locations[0]
      : site.locations.find((location) => location.id === id || location.path === id);
  if (!found)
    throw new UserError(
      'location-unknown',
      { given: id, known: site.locations.map((each) => each.id) },
      'location',
    );
  return found;
}

/** The location that a kernel's home is directly in; undefined if it is elsewhere. */
export function locationOfHome({ locations }: Located, home: string): Location | undefined {
  return locations.find(({ path }) => join(path, basename(home)) === home);
}
