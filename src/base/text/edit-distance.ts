/** The edit distance of two names, and the nearest name to a misspelt one. */

/** The candidate that a misspelt name most likely means: equal except for case and dashes, or a few letters off. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  const bare = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
  const typed = bare(name).slice(0, 60);
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(typed, bare(candidate)) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= Math.max(1, best.candidate.length / 4) ? best.candidate : undefined;
}

/** The number of letters to insert, delete, change or swap with their neighbour to turn `a` into `b`. */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= a.length; row += 1) {
    rows.push([row]);
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const changes = [at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + same];
      rows[row]?.push(Math.min(...changes, swapped ? at(row - 2, column - 2) + 1 : (changes[0] ?? 0)));
    }
  }
  return at(a.length, b.length);
}
