/** Of all packages of an environment, those that someone has asked for, as far as their needs tell. Pure. */
import type { BasePackage } from './installed-packages.js';

/** The packages that no other needs; of packages that need each other, the first. */
export function askedPackages(
  installed: readonly BasePackage[],
  normalize: (name: string) => string,
): BasePackage[] {
  const byName = new Map(installed.map((each) => [normalize(each.name), each]));
  const needsOf = ({ name, needs }: BasePackage) =>
    needs.map(normalize).filter((needed) => needed !== normalize(name) && byName.has(needed));
  const needed = new Set(installed.flatMap(needsOf));
  const covered = new Set<string>();
  const cover = (start: BasePackage) => {
    const waiting = [normalize(start.name)];
    for (const name of waiting) {
      const each = byName.get(name);
      if (!each || covered.has(name)) continue;
      covered.add(name);
      waiting.push(...needsOf(each));
    }
  };
  const asked = installed.filter(({ name }) => !needed.has(normalize(name)));
  for (const each of asked) cover(each);
  for (const each of installed) {
    if (covered.has(normalize(each.name))) continue;
    asked.push(each);
    cover(each);
  }
  return asked;
}
