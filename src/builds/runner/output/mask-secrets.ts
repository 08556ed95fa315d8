/** Masks passwords and tokens in text that is recorded or shown. */

import { withoutColours } from '../../../base/text/terminal-text.js';
import { isSecretName } from '../../../recipe/secret-variables.js';

const hidden = '***';
/** A shorter value would match ordinary words. */
const shortest = 4;
/** A user name without a password in a URL is a token from this length on. */
const TOKEN = 16;
/** If a tool breaks a secret over two lines, a part from this length on is masked. */
const PART = 8;

/** Parts of a line that are secret whatever their value is; the first group is kept. */
const secretPlaces = [
  // The user and password of a URL.
  /(:\/\/)[^\s/]+(?=@)/g,
  // A token in a channel's path, as conda servers use it: https://host/t/TOKEN/channel.
  /(:\/\/[^\s/]+\/t\/)[^\s/]+/g,
  /([?&;][\w-]{0,40}(?:token|key|secret|passw|signature|credential)[\w-]{0,40}=)[^\s&;#"'<>]+/gi,
  /((?:authorization|auth-token|private-token|api-key)["']?\s*[:=]\s*["']?)[^\s"'][^"']*/gi,
];

/** Text that may turn out to be the user and password of a URL once the rest of the line arrives. */
const openAuthority = /(:\/\/)[^\s/]*$/;

export interface Masker {
  /** The line with its secrets masked. */
  mask(text: string): string;
  /** The same for the beginning of a line: an end that may be the start of a secret is left out. */
  maskBeginning(text: string): string;
  /** The length of the longest given secret, in characters. */
  longest: number;
}

/** The values of variables with a name that marks them as secret, and the passwords in URLs in the other values. */
export function secretValues(variables: Readonly<Record<string, string>>): string[] {
  return Object.entries(variables)
    .flatMap(([name, value]) => (isSecretName(name) ? [value] : passwordsIn(value)))
    .filter((value) => value.length >= shortest);
}

/** The passwords and tokens in URLs, as written and decoded, because programs report either. */
export function passwordsIn(value: string): string[] {
  const all = [...value.matchAll(/(?:^|:\/\/)([^\s:@/]*)(?::([^\s@/]+))?@/g)];
  const written = all.flatMap(([, user = '', password]) => password ?? (user.length >= TOKEN ? [user] : []));
  return [...new Set(written.flatMap((password) => [password, decoded(password)]))];
}

function decoded(password: string): string {
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}

/** Masks the given values that have at least 4 characters; of a value with several lines, each line. */
export function createMasker(values: readonly string[]): Masker {
  const secrets = values
    .flatMap((value) => value.split(/[\r\n]+/))
    .flatMap((value) => [value, encodeURIComponent(value), decoded(value)])
    .filter((value, index, all) => value.length >= shortest && all.indexOf(value) === index)
    .sort((one, other) => other.length - one.length);
  const given = secrets.length > 0 ? new RegExp(secrets.map(escaped).join('|'), 'g') : undefined;

  const hide = (text: string): string =>
    hidePlaces(hideBroken(given ? text.replace(given, hidden) : text, secrets));
  const mask = (text: string): string => maskColoured(text, hide);
  return {
    mask,
    maskBeginning: (text) => mask(withoutOpenSecret(text, secrets)),
    longest: secrets[0]?.length ?? 0,
  };
}

function escaped(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** Masks the beginning of a secret at the end of a line, and the end of one at its beginning. */
function hideBroken(text: string, secrets: readonly string[]): string {
  let line = text;
  for (const secret of secrets) {
    const open = overlap(line, secret);
    if (open >= PART) line = line.slice(0, -open) + hidden;
    const rest = overlap(secret, line);
    if (rest >= PART) line = hidden + line.slice(rest);
  }
  return line;
}

function hidePlaces(text: string): string {
  // Each pattern needs one of these characters, and most lines have none.
  if (!text.includes(':') && !text.includes('=')) return text;
  return secretPlaces.reduce((line, place) => line.replace(place, `$1${hidden}`), text);
}

/** A secret may have colours inside it: a line in which a secret is masked loses its colours. */
function maskColoured(text: string, hide: (text: string) => string): string {
  const plain = withoutColours(text);
  const safe = hide(plain);
  return safe === plain ? text : safe;
}

/** Leaves out an end that may be the start of a secret. */
function withoutOpenSecret(text: string, secrets: readonly string[]): string {
  const plain = withoutColours(text);
  const open = Math.max(0, ...secrets.map((secret) => overlap(plain, secret)));
  return (open > 0 ? plain.slice(0, -open) : text).replace(openAuthority, '$1');
}

/** How many characters at the end of the text are the start of the secret. */
function overlap(text: string, secret: string): number {
  for (let length = Math.min(text.length, secret.length - 1); length > 0; length--) {
    if (text.endsWith(secret.slice(0, length))) return length;
  }
  return 0;
}
