/**
 * The form in which package indexes compare names: `Scikit_Learn` is `scikit-learn`.
 * https://packaging.python.org/en/latest/specifications/name-normalization/
 */
export function indexName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
