import type { Finding } from '../../../reading/finding.js';
import type { LineFinder } from '../files/line-finder.js';

/** The findings with their lines, which are those of their words. */
export function* placed(findings: Iterable<Finding>, lines: LineFinder): Iterable<Finding> {
  for (const finding of findings) {
    const line = finding.from === undefined ? {} : lines.lineOf(finding.from);
    yield { ...finding, ...line };
  }
}
