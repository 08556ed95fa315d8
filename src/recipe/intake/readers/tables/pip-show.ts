/** What `pip show` prints: https://pip.pypa.io/en/stable/cli/pip_show/ */
import type { Finding } from '../../../../reading/finding.js';
import type { GivenText } from '../../../../reading/given-text.js';
import { type Reader, sureness } from '../../../../reading/reader.js';
import { ownPackage } from './pip-list.js';

export const pipShow: Reader = {
  id: 'pip-show',
  label: 'the description of a package by pip show',
  recognizes: ({ text }) =>
    /^Name: \S+ *\nVersion: \d/m.test(text) && /^(?:Location|Requires): ?/m.test(text)
      ? sureness.certain
      : sureness.no,
  read,
};

function read({ lines }: GivenText): Finding[] {
  return lines.flatMap((line, index): Finding[] => {
    const name = /^Name: (\S+)\s*$/.exec(line)?.[1];
    const version = /^Version: (\d\S*)\s*$/.exec(lines[index + 1] ?? '')?.[1];
    if (name === undefined || version === undefined) return [];
    const end = lines.findIndex((each, at) => at > index && each.startsWith('---'));
    const own = lines.slice(index, end < 0 ? index + 100 : Math.min(end, index + 100));
    const directory = own.flatMap((each) => /^Editable project location: (.*)$/.exec(each)?.[1] ?? [])[0];
    return [{ ...ownPackage(name, version, directory), line: index + 1, from: name }];
  });
}
