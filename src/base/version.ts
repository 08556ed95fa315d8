/** Version numbers as far as languages and tools need them: dotted numbers. */

/** Negative, zero or positive as `a` comes before, with or after `b`; missing parts count as zero. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map((part) => Number.parseInt(part, 10) || 0));
  for (let index = 0; index < Math.max(left?.length ?? 0, right?.length ?? 0); index++) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `3.11` of `3.11.7`. */
export function minorVersion(version: string): string {
  return version.split('.', 2).join('.');
}

/** Whether `version` is the asked one or a later part of it: `3.11.7` is a `3.11` and a `3`; anything is an empty one. */
export function isVersion(version: string, asked: string): boolean {
  return asked === '' || version === asked || version.startsWith(`${asked}.`);
}
