/** pixi.lock: https://pixi.sh/latest/workspace/lockfile/ */
import { UserError } from '../../../base/errors.js';
import type { Finding } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { type Reader, type ReadingContext, sureness } from '../../../reading/reader.js';
import { hereKey } from '../environments/platform.js';
import { fileName } from '../files/format.js';
import { machineList } from '../files/machine-list.js';
import { condaUrl } from './packages/conda-url.js';
import { lockFindings } from './packages/lock-findings.js';
import { pipLine } from './packages/pip-line.js';

export const pixiLock: Reader = {
  id: 'pixiLock',
  label: 'a lock of pixi (pixi.lock)',
  recognizes({ text }) {
    const isOne = /^environments:[ \t]*$/m.test(text) && /^- (?:conda|pypi): /m.test(text);
    return isOne ? sureness.certain : sureness.no;
  },
  read,
};

/** The environment `default` of this platform. */
function read(given: GivenText, context: ReadingContext): Finding[] {
  const wanted = defaultPackages(given.lines);
  if (wanted.size === 0) {
    const reason = `its environment \`default\` has no packages for ${hereKey()}`;
    throw new UserError('file-not-understood', { file: fileName(given), reason });
  }
  const items = machineList(given.lines, 'packages');
  const conda = items.flatMap((item) => {
    const url = item.get('conda');
    if (url === undefined || !wanted.has(url)) return [];
    return [condaUrl(given, url, item.get('md5') ?? item.get('sha256') ?? '')];
  });
  const pip = items.flatMap((item) => {
    const url = item.get('pypi');
    if (url === undefined || !wanted.has(url)) return [];
    const hash = item.get('sha256');
    const isFile = url.startsWith('https://');
    return pipLine(given, {
      ...{ name: item.get('name') ?? url, version: item.get('version') ?? '' },
      files: [{ name: url, hash: hash ? `sha256:${hash}` : '' }],
      ...(!isFile && { elsewhere: url }),
    });
  });
  return lockFindings(given, context, { format: 'pixi.lock', conda, pip });
}

/** The URLs of `environments`, `default`, `packages`, and this platform. */
function defaultPackages(lines: readonly string[]): Set<string> {
  const path = ['environments:', '  default:', '    packages:', `      ${hereKey()}:`];
  let depth = 0;
  const urls = new Set<string>();
  for (const line of lines) {
    const indent = line.search(/[^ ]/);
    if (depth === path.length) {
      const url = /^ {6}- (?:conda|pypi): (\S+)/.exec(line)?.[1];
      if (url !== undefined) urls.add(url);
      else if (indent <= 6 && line.trim() !== '') break;
    } else if (line === path[depth]) depth += 1;
    else if (depth > 0 && indent >= 0 && indent < depth * 2 && !line.startsWith('-')) depth = indent / 2;
  }
  return urls;
}
