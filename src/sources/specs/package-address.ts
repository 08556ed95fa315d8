/** Packages given by a URL, and the URLs and paths that are refused. */
import { UserError } from '../../base/errors.js';

const PATH = /^(?:\.{0,2}[/\\]|\.{1,2}$|~|[a-z]:[\\/]|(?:git\+)?file:)/i;
const LOCAL_ARCHIVE = /^[^:@]*\.(?:whl|zip|egg|conda|tar\.(?:gz|bz2|xz))$/i;
// Those of RFC 3986 except `$`: pip replaces `${NAME}` in a requirements file.
const CHARACTERS = /^[\w.~:/?#[\]@!&'()*+,;=%-]+$/;
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/** @throws UserError if the text is a path, in any spelling that a tool would accept as one. */
export function refusePath(text: string): void {
  if (PATH.test(text) || LOCAL_ARCHIVE.test(text)) throw new UserError('package-is-path', { given: text });
}

/** Whether a text is, or was meant as, a URL. */
export function isAddress(text: string): boolean {
  return SCHEME.test(text);
}

/**
 * Checks the URL of a package: `https://…` or `git+https://…`, without a password, which no message repeats.
 * @throws UserError for every other URL.
 */
export function checkAddress(text: string): void {
  const given = withoutSecret(text);
  if (!/^(?:git\+)?https:\/\/[^/]/.test(text)) throw new UserError('package-address-kind', { given });
  if (given !== text) throw new UserError('package-address-secret', { given });
  if (!CHARACTERS.test(text) || !URL.canParse(text.replace(/^git\+/i, ''))) {
    throw new UserError('package-not-understood', { given });
  }
}

// The files that pip installs, and the archives of repositories: https://pip.pypa.io/en/stable/cli/pip_install/
const ARCHIVE = /\.(?:whl|zip|tgz|tar\.\w{2,4}|conda)(?:[?#]|$)|\/(?:archive|zipball|tarball)\/|[#&]egg=/i;

/** @throws UserError if a URL without a name is that of a page. */
export function refusePage(text: string): void {
  if (/^https:/.test(text) && !ARCHIVE.test(text))
    throw new UserError('package-address-page', { given: text });
}

/** Whether a URL in the text contains a user name, a password or a token. A proxy's URL may have no scheme. */
export function holdsSecret(text: string): boolean {
  return withoutSecret(text) !== text || /:\/\/[^/]*@|^[^\s:@/]+:[^@/]+@/.test(text);
}

/** The text with every user name, password and token in a URL replaced, also in a misspelt URL. */
export function withoutSecret(text: string): string {
  return text.replace(/:\/\/[^\s"']*/g, (address) => withoutToken(withoutLogin(address)));
}

function withoutLogin(address: string): string {
  const authority = /^:\/\/[^/?#]*/.exec(address)?.[0] ?? '';
  const readable = URL.canParse(`https${address}`);
  const secret = readable ? authority.lastIndexOf('@') : address.lastIndexOf('@');
  return secret < 0 ? address : `://…${address.slice(secret)}`;
}

/** A token in a channel's path, as conda servers accept it (https://host/t/TOKEN/channel), and one in the query. */
function withoutToken(address: string): string {
  return address
    .replace(/^(:\/\/[^/]+\/t\/)[^/]+/, '$1…')
    .replace(/([?&;][\w-]{0,40}(?:token|key|secret|passw|signature)[\w-]{0,40}=)[^&;#]+/gi, '$1…');
}

/** The package's name in a URL: from a wheel's file name, or `#egg=name`. */
export function nameInAddress(address: string): string {
  const egg = /[#&]egg=([a-z0-9][a-z0-9._-]*)/i.exec(address)?.[1];
  const wheel = /\/([a-z0-9][a-z0-9._]*)-[^/]*\.whl(?:[?#]|$)/i.exec(address)?.[1];
  return egg ?? wheel ?? '';
}
