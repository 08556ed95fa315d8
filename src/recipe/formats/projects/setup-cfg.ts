/** setup.cfg: https://setuptools.pypa.io/en/latest/userguide/declarative_config.html */
import { UserError } from '../../../base/errors.js';
import { type Finding, note } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { type Reader, sureness } from '../../../reading/reader.js';
import { refuseLongText } from '../../text/list-lines.js';
import { nameFindings } from '../../text/name-findings.js';
import { dependency, optionalParts, pythonRequirement } from './dependency.js';

export const setupCfg: Reader = {
  id: 'setupCfg',
  label: 'a Python project (setup.cfg)',
  recognizes({ text, name = '' }) {
    if (
      /^\[options\][ \t]*$/m.test(text) &&
      /^(?:install_requires|python_requires|packages)[ \t]*=/m.test(text)
    )
      return sureness.certain;
    return /^setup\.cfg$/i.test(name) ? sureness.named : sureness.no;
  },
  read,
};

function read(given: GivenText): Finding[] {
  refuseLongText(given.lines);
  const values = valuesIn(given);
  const of = (key: string) => values.filter((value) => value.key === key);
  const specs = of('options.install_requires');
  if (specs.length === 0) throw new UserError('nothing-asked-for', {}, 'packages');
  const extras = values.flatMap(({ key }) => /^options\.extras_require\.(.*)$/.exec(key)?.[1] ?? []);
  const name = of('metadata.name')[0]?.text ?? '';
  return [
    ...nameFindings(name),
    ...pythonRequirement(
      of('options.python_requires')
        .map(({ text }) => text)
        .join(','),
    ),
    ...specs.map(({ text, line }) => ({ ...dependency(text, 'pypi'), line })),
    ...optionalParts([...new Set(extras)], 'they are extras of the project'),
    ...(name === '' ? [] : [note(`The project \`${name}\` itself is not installed, only its dependencies`)]),
  ];
}

interface Value {
  /** `options.install_requires` */
  key: string;
  text: string;
  line: number;
}

/** A value of several lines is one value for each. */
function valuesIn({ lines }: GivenText): Value[] {
  const values: Value[] = [];
  let [section, key] = ['', ''];
  for (const [index, raw] of lines.entries()) {
    const line = raw
      .slice(0, 2_000)
      .replace(/(?:^|\s)#.*$|^\s*;.*$/, '')
      .trimEnd();
    const [, header] = /^\[([^\]]+)\]$/.exec(line) ?? [];
    const [, name, first] = /^([\w.-]+)[ \t]*[=:][ \t]*(.*)$/.exec(line) ?? [];
    if (header !== undefined) [section, key] = [header, ''];
    else if (name !== undefined) key = name;
    const text =
      name === undefined ? (header === undefined && /^\s/.test(line) ? line.trim() : '') : (first ?? '');
    if (key !== '' && (text !== '' || name !== undefined))
      values.push({ key: `${section}.${key}`, text, line: index + 1 });
  }
  return values.filter(({ key: path, text }) => text !== '' || path.startsWith('options.extras_require.'));
}
