/** The certificates that the tools trust. A tool reads a single file, so the host's files are concatenated. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomicSync } from '../../base/files.js';
import { makeDirectorySync } from '../../base/make-directory.js';

const HOST_CERTIFICATES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
];

/** Variables that name the file. They are read by OpenSSL and uv, Python's requests, curl, pip and git. */
const NAMES = ['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'PIP_CERT', 'GIT_SSL_CAINFO'];
/** Node.js trusts these certificates in addition to its own list: https://nodejs.org/api/cli.html#node_extra_ca_certsfile */
const EXTRA = 'NODE_EXTRA_CA_CERTS';

export interface CertificateTrust {
  /** The site's bundle, which replaces all others. */
  bundle: string | undefined;
  /** The app's own environment. */
  environment: NodeJS.ProcessEnv;
  /** A directory for concatenated files, which is made when it is needed. */
  directory: string;
}

/** The variables that name the certificates; none if neither the site nor the host has any. */
export function certificateVariables({
  bundle,
  environment,
  directory,
}: CertificateTrust): Record<string, string> {
  const extra = environment[EXTRA];
  if (bundle) return Object.fromEntries([...NAMES, EXTRA].map((name) => [name, bundle]));
  const usual = environment.SSL_CERT_FILE || HOST_CERTIFICATES.find((path) => existsSync(path));
  const files = NAMES.map((name) => [name, withExtra(environment[name] || usual, extra, directory)]);
  return Object.fromEntries([...files, [EXTRA, extra]].filter(([, path]) => path));
}

/** The file; or, if it lacks some of the extra certificates, the path of a file with both. */
function withExtra(file: string | undefined, extra: string | undefined, directory: string) {
  if (!file || !extra || file === extra) return file || extra;
  const [text, more] = [textOf(file), textOf(extra)];
  if (more === '' || text.includes(more.trim())) return file;
  const both = `${text.trimEnd()}\n${more}`;
  const name = createHash('sha256').update(both).digest('hex').slice(0, 16);
  return keep(join(directory, `${name}.pem`), both) ?? file;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Returns the path; undefined if the file cannot be written, which is reported elsewhere. */
function keep(path: string, text: string): string | undefined {
  try {
    if (textOf(path) === text) return path;
    makeDirectorySync(join(path, '..'), 0o700);
    writeFileAtomicSync(path, text, 0o600);
    return path;
  } catch {
    return undefined;
  }
}
