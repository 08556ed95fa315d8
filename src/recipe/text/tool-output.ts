/** What pip prints while it installs. */
import { type Finding, leftOut } from '../../reading/finding.js';

// A package that another one needs has `(from x)` after it.
const ASKED =
  /^(?:Collecting|Requirement already satisfied:) (\S+)(?: in \S+)?(?: \([\d.]+\w*\))?(?: \(from -r .*)?$/;
const PRINTED =
  /^(?:Collecting|Requirement already satisfied:|Downloading|Using cached|Installing (?:collected packages:|build dependencies)|Building wheels? |Preparing metadata|Successfully (?:installed|uninstalled|built)|Attempting uninstall:|Looking in (?:indexes|links):|Getting requirements |Stored in directory:|Created wheel |\[notice\]) ?\S/;

/** The packages that pip was asked for; other lines are left out. */
export function readToolOutput(line: string): Finding[] | undefined {
  const text = line.slice(0, 500);
  const spec = ASKED.exec(text)?.[1];
  if (spec) return [{ kind: 'package', spec, from: spec, source: 'pypi' }];
  return PRINTED.test(text) ? [leftOut(text.slice(0, 100), 'pip prints it')] : undefined;
}
