/** The settings of this machine that an app under test gets: only how to reach the package index. */
import { chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NETWORK =
  /^((https?|all|no)_proxy|SSL_CERT_FILE|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|PIP_CERT|GIT_SSL_CAINFO|NODE_EXTRA_CA_CERTS)$/i;

/** This process's variables for proxies and certificates. */
export function networkVariables(environment: NodeJS.ProcessEnv = process.env): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value && NETWORK.test(name) ? [[name, value]] : [],
    ),
  );
}

/** Configures pip and uv in a home to use this machine's index, if its environment names one. */
export function useIndexOfMachine(home: string, environment: NodeJS.ProcessEnv = process.env): void {
  const { UV_DEFAULT_INDEX, UV_INDEX_URL, PIP_INDEX_URL } = environment;
  const index = PIP_INDEX_URL || UV_DEFAULT_INDEX || UV_INDEX_URL;
  if (!index) return;
  write(join(home, '.config/pip/pip.conf'), `[global]\nindex-url = ${index}\n`, home);
  write(join(home, '.config/uv/uv.toml'), `[[index]]\nurl = "${index}"\ndefault = true\n`, home);
}

function write(path: string, text: string, home: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: 0o600 });
  const { uid, gid } = statSync(home);
  for (const each of [join(home, '.config'), dirname(path), path]) chownSync(each, uid, gid);
}
