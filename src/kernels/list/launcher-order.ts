/**
 * The order of JupyterLab's launcher: by display name, as `localeCompare` orders English. Making the platform's collator
 * takes as long as reading the kernelspecs, so it is made only for names with other characters than ASCII.
 */

interface Named {
  name: string;
  display_name: string;
}

/** A new list in the launcher's order. */
export function inLauncherOrder<Item>(items: readonly Item[], namesOf: (item: Item) => Named): Item[] {
  const named = items.map((item) => ({ item, ...namesOf(item) }));
  const isPlain = named.every(({ name, display_name }) => ASCII.test(name) && ASCII.test(display_name));
  const { compare } = isPlain ? plainCollator() : new Intl.Collator('en');
  return named
    .sort((a, b) => compare(a.display_name, b.display_name) || compare(a.name, b.name))
    .map(({ item }) => item);
}

const ASCII = /^[ -~]*$/;

// https://www.unicode.org/charts/collation/: before all digits, which are before all letters.
const PUNCTUATION = ' _-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$';

/** Orders printable ASCII as `Intl.Collator` does. */
export function plainCollator(): Pick<Intl.Collator, 'compare'> {
  const keys = new Map<string, string>();
  const keyOf = (text: string) => {
    const key = keys.get(text) ?? weightsOf(text);
    keys.set(text, key);
    return key;
  };
  return {
    compare(a, b) {
      const [first, second] = [keyOf(a), keyOf(b)];
      if (first !== second) return first < second ? -1 : 1;
      // The first lower-case letter decides, and its code is the greater one.
      return a === b ? 0 : a > b ? -1 : 1;
    },
  };
}

/** A text that sorts by its codes as the letters of another do, whatever their case. */
function weightsOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]/g, (character) => String.fromCharCode(1 + PUNCTUATION.indexOf(character)));
}
