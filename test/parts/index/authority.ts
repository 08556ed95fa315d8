/** A certificate authority for one test file, and a certificate for this host that it has signed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';

export interface Authority {
  /** The file of the authority's certificate. */
  certificate: string;
  /** The certificate and key of a server on `localhost`. */
  server: { cert: Buffer; key: Buffer };
}

const NEW = [
  'req',
  '-x509',
  '-nodes',
  '-days',
  '2',
  '-newkey',
  'ec',
  '-pkeyopt',
  'ec_paramgen_curve:prime256v1',
];

/** Makes both in a directory. */
export async function makeAuthority(directory: string): Promise<Authority> {
  const at = (name: string) => join(directory, name);
  const make = (name: string, subject: string, ...more: string[]) =>
    execa('openssl', [
      ...NEW,
      '-subj',
      subject,
      '-keyout',
      at(`${name}.key`),
      '-out',
      at(`${name}.pem`),
      ...more,
    ]);
  const extensions = (...list: string[]) => list.flatMap((each) => ['-addext', each]);
  await make('authority', '/CN=Authority of a test', ...extensions('keyUsage=critical,keyCertSign,cRLSign'));
  await make(
    'server',
    '/CN=localhost',
    ...['-CA', at('authority.pem'), '-CAkey', at('authority.key')],
    ...extensions('subjectAltName=DNS:localhost', 'basicConstraints=critical,CA:FALSE'),
  );
  return {
    certificate: at('authority.pem'),
    server: { cert: readFileSync(at('server.pem')), key: readFileSync(at('server.key')) },
  };
}
