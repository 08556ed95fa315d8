/** Items of an environment.yml that are not as the format has them: each is a problem, and the others are read. */
import { UserError } from '../../../base/errors.js';
import { type Choice, type Finding, leaveOut, problem } from '../../../reading/finding.js';
import { withoutSecret } from '../../../sources/specs/package-address.js';

/** What an item has to be, and what asks for the same if its meaning is clear. */
export interface Misshapen {
  given: string;
  reason: string;
  line: number | undefined;
  instead?: string | undefined;
}

export function misshapen({ given, reason, line, instead }: Misshapen): Finding {
  const choices: Choice[] = [leaveOut];
  if (instead)
    choices.push({ id: 'instead', label: `Take it as ${instead.replace(/\n/g, ', ')}`, text: instead });
  const error = new UserError('item-not-understood', { given, reason });
  return { ...problem(error, choices), from: given, ...(line && { line }) };
}

/** The words of an item in one line. */
export function wordsOf(value: unknown): string {
  const words = typeof value === 'string' ? value : JSON.stringify(value).replace(/"/g, '');
  const plain = words.replace(/^\{(.*)\}$/s, '$1').replace(/:(?=[^\s/])/, ': ');
  return withoutSecret(plain).slice(0, 100);
}

/** Package specs for what people write in their place: `numpy: 1.26`, `numpy:`, `[numpy, scipy]`; nothing if that is not clear. */
export function specsIn(value: unknown, equals: '=' | '=='): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const pairs: [unknown, unknown][] = Array.isArray(value)
    ? value.map((each) => [each, ''])
    : Object.entries(value);
  const specs = pairs.slice(0, 20).map(([name, version]) => specOf(name, version, equals));
  return specs.every((spec) => spec !== '') ? specs : [];
}

function specOf(name: unknown, version: unknown, equals: string): string {
  if (typeof name !== 'string' || typeof version !== 'string') return '';
  if (!/^[A-Za-z][\w.-]{0,100}$/.test(name) || !/^[\w.*<>=!~,]{0,100}$/.test(version)) return '';
  return version === '' ? name : `${name}${/^\w/.test(version) ? equals : ''}${version}`;
}
