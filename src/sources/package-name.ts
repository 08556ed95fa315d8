/** Package names as indexes compare them. */

/** The name by which package indexes know a package (PEP 503): `Scikit_Learn` is `scikit-learn`. */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
