/**
 * Package specs: a pip requirement (PEP 508) or a conda match spec, parsed into one form. Arguments and files of tools
 * are rendered from that form, never from the typed text.
 */
import { channel } from 'node:diagnostics_channel';
import { UserError } from '../../base/errors.js';
import { parseMarker } from './marker.js';
import {
  checkAddress,
  isAddress,
  nameInAddress,
  refusePage,
  refusePath,
  withoutSecret,
} from './package-address.js';
import {
  type Constraint,
  parseConstraint,
  type VersionClause,
  versionsAndBuild,
} from './version-constraint.js';

interface PackageParts extends Constraint {
  /** As it was typed; empty for a URL that does not contain it. */
  name: string;
  extras: string[];
  /** The environment marker, which says when pip installs it, in canonical spelling: `python_version >= "3.8"`. */
  marker?: string;
  /** A conda channel. */
  channel?: string;
  /** A URL that starts with `https://` or `git+https://`. */
  url?: string;
}

/** A parsed package. Its JSON form is its canonical text. */
export class PackageSpec implements Readonly<PackageParts> {
  declare readonly name: string;
  declare readonly extras: string[];
  declare readonly constraint: VersionClause[];
  declare readonly alternatives?: VersionClause[][];
  declare readonly build?: string;
  declare readonly marker?: string;
  declare readonly channel?: string;
  declare readonly url?: string;
  /** The canonical text; parsing it gives this spec again. */
  readonly text: string;

  constructor(parts: PackageParts) {
    Object.assign(this, parts);
    this.text = canonicalText(parts);
  }

  /** The same spec without its build string. */
  withoutBuild(): PackageSpec {
    const { build, text, ...parts } = this;
    return new PackageSpec(parts);
  }

  toJSON(): string {
    return this.text;
  }
}

const SPEC_MOST = 1000;
const SPEC =
  /^(?:(?<channel>[\w~/][\w.~/%:+-]*)::)?(?<name>_{0,2}[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?:\s*\[(?<bracket>[^\]]*)\])?(?<rest>[^[\]]*)$/i;
const CHANNEL_ADDRESS = /^https?:\/\/[^\s;#?[\]]*::\w/i;
const EXTRA = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/i;

/** Each text that is parsed, for those who count: a package is parsed once on its way to a plan, and not in the runner. */
export const parsedTexts = channel('create-kernel:package-text');

/**
 * Parses one package: `numpy`, `numpy>=1.26,<3`, `requests[socks]==2.31; python_version>="3.8"`, `x @ https://…`,
 * `numpy=1.26=py311_0`, `conda-forge::six>=1`, `numpy[version='>=1.2']`, `python 3.9.*` …
 * @throws UserError that says what it is instead: an option, a path, another kind of URL, or no package spec.
 */
export function parsePackageSpec(text: string): PackageSpec {
  parsedTexts.publish(text);
  const typed = text.replaceAll('\t', ' ').trim();
  refuseOption(typed);
  if (typed.length > SPEC_MOST || /\p{Cc}/u.test(typed)) throw notUnderstood(typed);
  const parts = parseAddressed(typed) ?? parseNamed(typed);
  const pipOnly = parts.extras.length > 0 || parts.marker || parts.url;
  const condaOnly = parts.channel || parts.build || parts.alternatives;
  if (pipOnly && condaOnly) throw notUnderstood(typed);
  return new PackageSpec(parts);
}

function notUnderstood(text: string): UserError {
  return new UserError('package-not-understood', { given: withoutSecret(text) });
}

function refuseOption(text: string): void {
  const given = withoutSecret(text);
  if (/^(-[rc]|--requirement|--constraints?|--file)/.test(text))
    throw new UserError('package-file-include', { given });
  if (/^(-e|--editable)/.test(text)) throw new UserError('package-is-path', { given });
  if (text.startsWith('-')) throw new UserError('package-is-option', { given });
}

/** `name[extra] @ https://… ; marker`, or only the URL. */
function parseAddressed(text: string): PackageParts | undefined {
  const [, name = '', bracket, , url = '', rest = ''] =
    /^(?:([\w.-]+)\s*(?:\[([^\]]*)\])?\s*@(\s*))?(\S+)(.*)$/.exec(text) ?? [];
  if (name === '' && (!isAddress(url) || CHANNEL_ADDRESS.test(text))) return undefined;
  if (name !== '' && !EXTRA.test(name)) throw notUnderstood(text);
  refusePath(url);
  checkAddress(url);
  if (name === '') refusePage(url);
  const marker = /^\s*$/.test(rest) ? undefined : markerAfter(/^\s+;(.*)$/.exec(rest)?.[1], text);
  return {
    name: name || nameInAddress(url),
    extras: extrasOf(bracket, text),
    constraint: [],
    url,
    ...(marker && { marker }),
  };
}

function parseNamed(text: string): PackageParts {
  refusePath(text);
  const [requirement = '', ...after] = splitOnce(text, ';');
  const { channel, name, bracket, rest = '' } = SPEC.exec(requirement)?.groups ?? {};
  // `name1.2` is a name, so a version needs an operator or a space before it. Numbers and dates are no names.
  if (name === undefined || /^[\w.*]/.test(rest) || /^[\d._-]+$/.test(name)) throw notUnderstood(text);
  const isConda = bracket?.includes('=') ?? false;
  const marker = after.length > 0 ? markerAfter(after[0], text) : undefined;
  const extras = isConda ? [] : extrasOf(bracket, text);
  const inside = isConda ? parseBracket(bracket ?? '', rest, text) : { rest };
  const constraint = parseConstraint(inside.rest);
  const from = inside.channel ?? channel;
  if (!constraint || (from && /^-|\.\.|:(?!\/\/)/.test(from))) throw notUnderstood(text);
  return { name, extras, ...constraint, ...(marker && { marker }), ...(from && { channel: from }) };
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function markerAfter(text: string | undefined, given: string): string {
  const marker = parseMarker(text ?? '');
  if (marker === undefined) throw notUnderstood(given);
  return marker;
}

function extrasOf(bracket: string | undefined, given: string): string[] {
  const extras = (bracket ?? '').split(',').map((extra) => extra.trim());
  if (extras.join('') === '') return [];
  if (!extras.every((extra) => EXTRA.test(extra))) throw notUnderstood(given);
  return [...new Set(extras)];
}

/** conda's `[version='>=1.2',build=py*,channel=conda-forge]`, in the form without brackets. */
function parseBracket(bracket: string, rest: string, given: string): { rest: string; channel?: string } {
  const pair = /\s*(version|build|channel)\s*=\s*(?:'([^']*)'|"([^"]*)"|([^\s,'"]+))\s*(?:,|$)/y;
  const values = new Map<string, string>();
  for (pair.lastIndex = 0; pair.lastIndex < bracket.length; ) {
    const [, key, ...quoted] = pair.exec(bracket) ?? [];
    if (key === undefined || values.has(key)) throw notUnderstood(given);
    values.set(key, quoted.find((value) => value !== undefined) ?? '');
  }
  if (rest.trim() !== '') throw notUnderstood(given);
  const channel = values.get('channel');
  const version = values.get('version') ?? '*';
  return { rest: ` ${version.trim() || '*'} ${values.get('build') ?? ''}`, ...(channel && { channel }) };
}

function canonicalText(spec: PackageParts): string {
  const { name, extras, marker, url, channel, constraint, alternatives = [] } = spec;
  const bracket = extrasText(extras);
  const condition = marker ? `; ${marker}` : '';
  if (url)
    return `${name === nameInAddress(url) ? '' : `${name}${bracket} @ `}${url}${condition && ` ${condition}`}`;
  const from = channel ? `${channel}::` : '';
  const versions = [constraint, ...alternatives].map(clausesText).join('|');
  return from + name + bracket + versionsAndBuild(spec, versions) + condition;
}

/** Extras as they follow a name: `[a,b]`; empty if there are none. */
export function extrasText(extras: readonly string[]): string {
  return extras.length > 0 ? `[${extras.join(',')}]` : '';
}

function clausesText(clauses: readonly VersionClause[]): string {
  return clauses.map(({ operator, version }) => operator + version).join(',');
}
