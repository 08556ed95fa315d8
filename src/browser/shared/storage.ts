/** The browser's storages. They may be full or blocked; errors are ignored. */

interface Store {
  get(key: string): string | undefined;
  /** Undefined removes the value. */
  set(key: string, value: string | undefined): void;
}

/** Lasts as long as the tab, including reloads. */
export const tabStorage: Store = storage(() => sessionStorage);
/** Permanent, for all tabs. */
export const longStorage: Store = storage(() => localStorage);

// Accessing a blocked storage throws.
function storage(open: () => Storage): Store {
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
        // The value is not kept.
      }
    },
  };
}
