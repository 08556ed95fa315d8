/** Versions of languages and tools: dotted numbers. */

/** Negative, zero or positive if `a` is older than, equal to or newer than `b`; missing parts count as zero. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map((part) => Number.parseInt(part, 10) || 0));
  for (let index = 0; index < Math.max(left?.length ?? 0, right?.length ?? 0); index++) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The first two parts: `3.11` for `3.11.7`. */
export function minorVersion(version: string): string {
  return version.split('.', 2).join('.');
}

/** Whether `version` matches a requested version or prefix: `3.11.7` matches `3.11`, `3` and the empty text. */
export function isVersion(version: string, asked: string): boolean {
  return asked === '' || version === asked || version.startsWith(`${asked}.`);
}
