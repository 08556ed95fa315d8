/** conda-lock.yml: https://conda.github.io/conda-lock/output/ */
import { UserError } from '../../../base/errors.js';
import { type Finding, leftOut } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { type Reader, type ReadingContext, sureness } from '../../../reading/reader.js';
import { hereKey, isHere } from '../environments/platform.js';
import { fileName } from '../files/format.js';
import { type MachineItem, machineList } from '../files/machine-list.js';
import { condaUrl } from './packages/conda-url.js';
import { lockFindings } from './packages/lock-findings.js';
import { pipLine } from './packages/pip-line.js';

export const condaLock: Reader = {
  id: 'condaLock',
  label: 'a lock of conda-lock (conda-lock.yml)',
  recognizes({ text }) {
    const isOne = /^package:[ \t]*$/m.test(text) && /^ {2}manager: (?:conda|pip)[ \t]*$/m.test(text);
    return isOne ? sureness.certain : sureness.no;
  },
  read,
};

function read(given: GivenText, context: ReadingContext): Finding[] {
  const items = machineList(given.lines, 'package');
  const platforms = [...new Set(items.map((item) => textOf(item, 'platform')))];
  const here = items.filter((item) => isHere(textOf(item, 'platform')));
  if (here.length === 0) {
    const reason = `it is for ${platforms.join(', ')}, and this host is ${hereKey()}`;
    throw new UserError('file-not-understood', { file: fileName(given), reason });
  }
  const main = here.filter((item) => textOf(item, 'category') === 'main' || !item.has('category'));
  const others = [...new Set(here.map((item) => textOf(item, 'category')))].filter(
    (each) => each !== 'main' && each !== '',
  );
  const isConda = (item: MachineItem) => item.get('manager') === 'conda';
  const conda = main
    .filter(isConda)
    .map((item) =>
      condaUrl(given, textOf(item, 'url'), textOf(item, 'hash.md5') || textOf(item, 'hash.sha256')),
    );
  const pip = main
    .filter((item) => !isConda(item))
    .flatMap((item) => {
      const hash = item.get('hash.sha256');
      const files = [{ name: textOf(item, 'url'), hash: hash ? `sha256:${hash}` : '' }];
      return pipLine(given, { name: textOf(item, 'name'), version: textOf(item, 'version'), files });
    });
  return [
    ...lockFindings(given, context, { format: 'conda-lock.yml', conda, pip }),
    ...others.map((category) => leftOut(category, 'only the category `main` is installed')),
  ];
}

function textOf(item: MachineItem, key: string): string {
  return item.get(key) ?? '';
}
