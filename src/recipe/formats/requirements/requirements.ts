/** requirements.txt and requirements.in: https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
import { type Finding, note, specText } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import { type Reader, type ReadingContext, sureness } from '../../../reading/reader.js';
import { withoutSecret } from '../../../sources/specs/package-address.js';
import { readPackageList } from '../../text/package-list.js';
import { companion, referenceFinding, referenceIn } from './companion.js';
import { constrained, constraintsFindings, constraintsOf } from './constraints.js';
import { hashedFindings, isHashed } from './hashed-requirements.js';
import { type LogicalLine, logicalLines } from './logical-lines.js';

export const requirements: Reader = {
  id: 'requirements',
  label: 'a package list (requirements.txt)',
  recognizes: ({ name = '' }) =>
    /\.(?:txt|in|list)$|^(?:requirements|constraints)/i.test(name) ? sureness.named : sureness.no,
  read,
};

function* read(given: GivenText, context: ReadingContext): Iterable<Finding> {
  const { others } = context;
  if (limits(given, others)) {
    yield* constraintsFindings(constraintsOf([given]), others);
    return;
  }
  const constraints = constraintsOf(others.filter((other) => limits(other, [given, ...others])));
  const lines = logicalLines(given.lines);
  const own = lines.filter(({ text }) => referenceIn(text) || EDITABLE.test(text) || isHashed(text));
  yield* hashedFindings(given, lines, context);
  for (const finding of readPackageList(without(given, own), context))
    yield fromIndex(constrained(finding, constraints), given);
  for (const line of own.filter(({ text }) => !isHashed(text))) yield* ownLine(line, others);
}

/** The text with the lines empty that only requirements files have. */
function without(given: GivenText, own: readonly LogicalLine[]): GivenText {
  const lines = [...given.lines];
  for (const { number, count } of own) lines.fill('', number - 1, number - 1 + count);
  return { ...given, lines };
}

const EDITABLE = /^(?:-e|--editable)[ =]?\s*(["']?)(git\+https:\/\/\S+)\1$/;

function ownLine({ number, text }: LogicalLine, others: readonly GivenText[]): Finding[] {
  const place = { line: number, from: withoutSecret(text) };
  const reference = referenceIn(text);
  if (reference) return [{ ...referenceFinding(reference, text, others), ...place }];
  const spec = EDITABLE.exec(text)?.[2] ?? '';
  const changed = note(
    `\`${withoutSecret(spec)}\` is installed as a package, without \`-e\`: its source cannot be edited`,
  );
  return [
    { kind: 'package', spec, source: 'pypi', ...place },
    { ...changed, ...place },
  ];
}

/** The packages of a file for pip come from package indexes. */
function fromIndex(finding: Finding, { name = '' }: GivenText): Finding {
  const isForPip =
    finding.kind === 'package' && !finding.source && /^(?:requirements|constraints)/i.test(name);
  return isForPip && !/::|^[\w.-]+=[^=]/.test(finding.from ?? specText(finding))
    ? { ...finding, source: 'pypi' }
    : finding;
}

/** Whether a file limits versions: another one says so, or its name does, and other files ask for packages. */
function limits(file: GivenText, others: readonly GivenText[]): boolean {
  const references = others
    .filter((other) => other !== file)
    .flatMap(({ lines }) =>
      lines.flatMap((line) => referenceIn(line.replace(/^[\s-]*["']?(?=-[rc-])/, '').trim()) ?? []),
    );
  const own = references.filter((reference) => companion(reference, [file]));
  if (own.length > 0) return own.every(({ constrains }) => constrains);
  return others.length > 0 && /^constraints?\b.*\.txt$/i.test(file.name ?? '');
}
