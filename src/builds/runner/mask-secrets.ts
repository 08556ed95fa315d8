/** Keeps passwords and tokens out of what is journalled and shown. */

import { withoutColours } from '../../base/terminal-text.js';
import { isSecretName } from '../../recipe/variables.js';

const hidden = '***';
/** A shorter value would be found in ordinary words. */
const shortest = 4;
/** A name in an address without a password is a token if it is as long as this. */
const TOKEN = 16;
/** Of a secret that a tool has broken over two lines, so much has to be seen on one of them. */
const PART = 8;

/** Places in a line where a secret stands whatever its value is; what the first group holds is kept. */
const secretPlaces = [
  // User and password of a URL.
  /(:\/\/)[^\s/]+(?=@)/g,
  // A token in a channel's path, as conda servers take it: https://host/t/TOKEN/channel.
  /(:\/\/[^\s/]+\/t\/)[^\s/]+/g,
  /([?&;][\w-]{0,40}(?:token|key|secret|passw|signature|credential)[\w-]{0,40}=)[^\s&;#"'<>]+/gi,
  /((?:authorization|auth-token|private-token|api-key)["']?\s*[:=]\s*["']?)[^\s"'][^"']*/gi,
];

/** What may still become the user and password of a URL, once the rest of the line has come. */
const openAuthority = /(:\/\/)[^\s/]*$/;

export interface Masker {
  /** The line without its secrets. */
  mask(text: string): string;
  /** The same for the beginning of a line: an end that may be the first part of a secret is left out. */
  maskBeginning(text: string): string;
  /** Characters of the longest secret given. */
  longest: number;
}

/** The values of the variables whose names say that they are secret, and the passwords in the addresses of others. */
export function secretValues(variables: Readonly<Record<string, string>>): string[] {
  return Object.entries(variables)
    .flatMap(([name, value]) => (isSecretName(name) ? [value] : passwordsIn(value)))
    .filter((value) => value.length >= shortest);
}

/** The passwords and tokens in addresses, as they are written and as a program reports them that has decoded them. */
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

/** Hides the given values (those with at least 4 characters; of a value of several lines, each line). */
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

/** Where a line ends in the beginning of a secret, or begins with the end of one. */
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
  // Each of the places has one of these characters, and most lines have none.
  if (!text.includes(':') && !text.includes('=')) return text;
  return secretPlaces.reduce((line, place) => line.replace(place, `$1${hidden}`), text);
}

/** A secret whose parts are coloured differently is one all the same: such a line loses its colours. */
function maskColoured(text: string, hide: (text: string) => string): string {
  const plain = withoutColours(text);
  const safe = hide(plain);
  return safe === plain ? text : safe;
}

/** Leaves out an end that may be the first part of a secret. */
function withoutOpenSecret(text: string, secrets: readonly string[]): string {
  const plain = withoutColours(text);
  const open = Math.max(0, ...secrets.map((secret) => overlap(plain, secret)));
  return (open > 0 ? plain.slice(0, -open) : text).replace(openAuthority, '$1');
}

/** How many characters at the end of the text are the beginning of the secret. */
function overlap(text: string, secret: string): number {
  for (let length = Math.min(text.length, secret.length - 1); length > 0; length--) {
    if (text.endsWith(secret.slice(0, length))) return length;
  }
  return 0;
}
