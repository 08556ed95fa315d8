/** What the reader of a text found in it, before it becomes a part of a request. */
import { UserError, userErrorsOf } from '../../../base/errors.js';
import { type Finding, withShortWords } from '../../../reading/finding.js';
import type { GivenText } from '../../../reading/given-text.js';
import type { ReadingContext } from '../../../reading/reader.js';
import { PackageSpec } from '../../../sources/specs/package-spec.js';
import { classifyText } from '../classify.js';
import { FINDINGS_MOST } from '../request/make-request.js';

export interface Reading {
  kind: string;
  findings: readonly Finding[];
  /** Why the reader could not read further. */
  errors: readonly UserError[];
}

/** By what readingKey returns. */
export type Readings = ReadonlyMap<string, Reading>;

/** What a reading depends on, apart from the other texts. */
export function readingKey({ name, path, text }: GivenText, language = ''): string {
  return [language, name, path, text].join('\n');
}

/** Reads as much of a text as a request takes. `problems` is how many it may have. */
export function readText(text: GivenText, context: ReadingContext, problems: number): Reading {
  const { kind, reader } = classifyText(text);
  const findings: Finding[] = [];
  let left = problems;
  try {
    for (const found of reader?.read(text, context) ?? []) {
      findings.push(withShortWords(found));
      if (found.kind === 'problem') left -= 1;
      if (left === 0 || findings.length === FINDINGS_MOST) break;
    }
    return { kind, findings, errors: [] };
  } catch (error) {
    const errors = userErrorsOf(error);
    if (errors.length === 0) throw error;
    return { kind, findings, errors };
  }
}

/** An error as data, which passes between threads. */
type ErrorData = Pick<UserError, 'code' | 'facts' | 'field' | 'line' | 'file'>;
/** A package spec as data. */
type SpecData = ConstructorParameters<typeof PackageSpec>[0];
type ProblemFinding = Extract<Finding, { kind: 'problem' }>;
type Package = Extract<Finding, { kind: 'package' }>;
type FindingData =
  | Exclude<Finding, ProblemFinding | Package>
  | (Omit<ProblemFinding, 'error'> & { error: ErrorData })
  | (Omit<Package, 'spec'> & { spec: string | SpecData });

export interface ReadingData {
  kind: string;
  findings: readonly FindingData[];
  errors: readonly ErrorData[];
}

export function asData({ kind, findings, errors }: Reading): ReadingData {
  return { kind, findings: findings.map(findingAsData), errors: errors.map(dataOf) };
}

export function fromData({ kind, findings, errors }: ReadingData): Reading {
  return { kind, findings: findings.map(findingFromData), errors: errors.map(errorOf) };
}

function findingAsData(finding: Finding): FindingData {
  if (finding.kind === 'problem') return { ...finding, error: dataOf(finding.error) };
  if (finding.kind !== 'package' || typeof finding.spec === 'string') return finding;
  return { ...finding, spec: { ...finding.spec } };
}

function findingFromData(data: FindingData): Finding {
  if (data.kind === 'problem') return { ...data, error: errorOf(data.error) };
  if (data.kind !== 'package') return data;
  const { spec, ...found } = data;
  return { ...found, spec: typeof spec === 'string' ? spec : new PackageSpec(spec) };
}

function dataOf({ code, facts, field, line, file }: UserError): ErrorData {
  return { code, facts, ...(field && { field }), ...(line && { line }), ...(file && { file }) };
}

function errorOf({ code, facts, field, line, file }: ErrorData): UserError {
  return new UserError(code, facts, field, line, file);
}
