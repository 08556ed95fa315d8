/** The browser's storages, which may be full or forbidden: what they cannot keep is only forgotten. */

interface Kept {
  get(key: string): string | undefined;
  /** Nothing takes it out. */
  set(key: string, value: string | undefined): void;
}

/** Lasts as long as the tab, reloads included. */
export const tabStorage: Kept = storage(() => sessionStorage);
/** Lasts, for all tabs. */
export const longStorage: Kept = storage(() => localStorage);

// Even naming a storage throws where it is forbidden.
function storage(open: () => Storage): Kept {
  return {
    get(key) {
      try {
        return open().getItem(key) ?? undefined;
      } catch {
        return undefined;
      }
    },
    set(key, value) {
      try {
        if (value === undefined) open().removeItem(key);
        else open().setItem(key, value);
      } catch {
        // Forgotten.
      }
    },
  };
}
