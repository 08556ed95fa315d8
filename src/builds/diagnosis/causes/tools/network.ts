/** Package indexes and channels that cannot be reached, or refuse access. */
import { anyOf, type CauseRow, type Context } from '../cause-row.js';

const NO_ROUTE_HINT =
  'Check the URL. If the nodes have no internet access, the site’s administrator has to configure a proxy or a mirror';

const LOGIN_HINT =
  'add it to `~/.netrc`, and make the file readable only by you; or ask the site’s administrator, who can set a file of yours under `credentials`';

export const networkCauses: readonly CauseRow[] = [
  {
    id: 'proxy-login',
    pattern: /\b407\b.*proxy|proxy authori[sz]ation required|proxy authentication required/i,
    example: "OSError('Tunnel connection failed: 407 Proxy Authentication Required')",
    say: () => ({
      message: 'The proxy requires a user name and a password',
      hint: 'Ask the site’s administrator to configure a proxy that this app can use',
    }),
  },
  {
    id: 'certificate',
    pattern:
      /certificate.verify.failed|invalid peer certificate|self.signed certificate|SSL certificate problem|CondaSSLError|unable to get local issuer/i,
    example: '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate',
    say: (_, context) => ({
      message: `The certificate of ${host(context)} is not trusted on this host`,
      hint: 'Ask the site’s administrator to set `ca_bundle` to a file with the certificates of its proxy or mirror; this app never disables the check',
    }),
  },
  {
    id: 'name-not-resolved',
    pattern:
      /name or service not known|temporary failure in name resolution|NameResolutionError|dns error|could not resolve host|no address associated with hostname/i,
    example: "Failed to resolve 'index.example' ([Errno -2] Name or service not known)",
    say: (_, context) => ({
      message: `Cannot reach ${host(context)}: its name cannot be resolved`,
      hint: NO_ROUTE_HINT,
    }),
  },
  {
    id: 'connection-refused',
    pattern: /connection refused|couldn't connect to server|\bECONNREFUSED\b/i,
    example: "HTTPSConnection(host='index.example', port=443): [Errno 111] Connection refused",
    say: (_, context) => ({
      message: `Cannot reach ${host(context)}: it, or the proxy, refused the connection`,
      hint: NO_ROUTE_HINT,
    }),
  },
  {
    id: 'connection-timeout',
    pattern:
      /read timed out|connect ?timeout|(?:operation|connection|request) timed out|\bETIMEDOUT\b|ReadTimeout/i,
    example: "HTTPConnectionPool(host='index.example', port=443): Read timed out. (read timeout=15)",
    say: (_, context) => ({
      message: `Cannot reach ${host(context)}: it did not answer in time`,
      hint: `Try again later. ${NO_ROUTE_HINT}`,
    }),
  },
  {
    id: 'login-needed',
    // pip prompts for a login, and a build has no terminal.
    pattern: /User for ([\w.-]+(?::\d+)?): /,
    example: 'User for index.example:443: ERROR: Exception:',
    say: ([, asking]) => ({
      message: `\`${asking}\` requires a login`,
      hint: `${LOGIN_HINT.charAt(0).toUpperCase()}${LOGIN_HINT.slice(1)}`,
    }),
  },
  {
    id: 'access-denied',
    pattern:
      /\b(401|403)\b (?:unauthorized|forbidden|client error)|HTTP error (401|403)|status code:? (401|403)/i,
    example: 'An index (https://index.example/simple) returned a 403 Forbidden error.',
    say: ([, first, second, third], context) => ({
      message: `${capital(host(context))} denies access (HTTP ${first ?? second ?? third})`,
      hint: `Check the URL. If it needs a login: ${LOGIN_HINT}`,
    }),
  },
  {
    id: 'channel-missing',
    pattern: anyOf(
      String.raw`(?:UnavailableInvalidChannel|UnavailableChannel|ChannelNotFound)\w*:(?:(?!Channel(?:NotFound)?\w*:)[\s\S])*?channel (\S+)(?: <(\S+)>)?`,
      String.raw`HTTP 404 NOT FOUND for url <(\S+?)/(?:linux-\w+|noarch)/[^>]*>`,
      String.raw`404\b.*?(?<![^\s[])([^\s[]\S*?)/(?:linux-\w+|noarch)/(?:current_)?repodata`,
      "Could(?: not|n't) read a file:// file",
    ),
    example:
      'UnavailableInvalidChannel: HTTP 404 UNAVAILABLE OR INVALID for channel nochan <https://index.example/nochan>',
    say: ([, name, first, second, third]) => ({
      message: `The conda channel ${quoted(first ?? second ?? third ?? name)} does not exist`.replace(
        / {2,}/,
        ' ',
      ),
      hint: 'Check the spelling of the channel, and that it has packages for this processor',
    }),
  },
  {
    id: 'index-out-of-order',
    pattern:
      /\b50[0-4]\b (?:server error|bad gateway|service unavailable|internal server error|gateway time-?out)|HTTP error 50\d/i,
    example: 'HTTP status server error (503 Service Unavailable) for url (https://index.example/simple/six/)',
    say: (_, context) => ({
      message: `${capital(host(context))} reports a server error`,
      hint: 'Try again later',
    }),
  },
  {
    id: 'network-broken',
    pattern:
      /network is unreachable|no route to host|connection reset by peer|remote end closed connection|RemoteDisconnected|IncompleteRead|unsuccessful tunnel|CONNECTION FAILED for url|are you offline|connection aborted|tunnel error/i,
    example:
      'CondaHTTPError: HTTP 000 CONNECTION FAILED for url <https://index.example/noarch/repodata.json>',
    say: (_, context) => ({
      message: `Cannot reach ${host(context)}: the connection failed or was interrupted`,
      hint: NO_ROUTE_HINT,
    }),
  },
];

/** The last host in the output. Tools name it in this line or in an earlier one. */
function host({ before, tool }: Context): string {
  const named = [...before.matchAll(/host='([^'\s]+)'|\bhttps?:\/\/(?:[^\s/@]*@)?([^\s/'"`:<>()]+)/g)].at(-1);
  const name = named?.[1] ?? named?.[2];
  if (name) return `\`${name}\``;
  // pip names every index except the default one: https://pip.pypa.io/en/stable/cli/pip_install/#finding-packages
  return tool === 'pip' ? '`pypi.org`' : 'the package index';
}

function quoted(text: string | undefined): string {
  return text ? `\`${text}\`` : 'at this address';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
