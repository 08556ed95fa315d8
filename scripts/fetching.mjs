/**
 * Fetches for the tests and scripts: with this machine's settings for its registries, with retries if another attempt
 * may succeed, and with the tool's output if it fails.
 */
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

const ATTEMPTS = 3;
const PAUSE = 2000;

/** Names of variables that configure registries, certificates and download caches. */
const REACHING = [
  /^(PATH|HOME|USER|LOGNAME|LANG|LC_ALL|TMPDIR|NETRC)$/,
  /^(https?|all|no)_proxy$/i,
  /^(SSL_CERT_FILE|SSL_CERT_DIR|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|GIT_SSL_CAINFO)$/,
  /^(NODE_EXTRA_CA_CERTS|NODE_USE_SYSTEM_CA|NODE_OPTIONS)$/,
  // Not those that `npm run` sets for the package that it runs, or that skip dependencies.
  /^npm_config_(?!(dry_run|global|omit|only|production|(local_|global_)?prefix|loglevel)$)/i,
  /^PIP_(.*INDEX.*|FIND_LINKS|(CLIENT_)?CERT|TRUSTED_HOST|PROXY|(DEFAULT_)?TIMEOUT|RETRIES|CONFIG_FILE|CACHE_DIR|KEYRING_PROVIDER)$/,
  /^UV_(.*INDEX.*|FIND_LINKS|NATIVE_TLS|SYSTEM_CERTS|INSECURE_HOST|HTTP_.*|CONFIG_FILE|CACHE_DIR|KEYRING_PROVIDER)$/,
];

/** Errors that another attempt cannot fix. */
const LASTING = /CERT|certificate|E404|ETARGET|EBADENGINE|No matching distribution|Unable to locate package/;

/**
 * The environment of a program that fetches.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Record<string, string>}
 */
export function reachingEnvironment(environment = process.env) {
  const { OWN_HOME } = environment;
  // On the crowded host of the tests, HOME has settings that reach nothing.
  const all = OWN_HOME ? { ...environment, HOME: OWN_HOME } : environment;
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) =>
      value && REACHING.some((pattern) => pattern.test(name)) ? [[name, value]] : [],
    ),
  );
}

/**
 * Runs a program that fetches something; `environment` is added to the settings for this machine's registries.
 * Returns its standard output.
 * @param {readonly string[]} argv
 * @param {{ directory?: string, environment?: Record<string, string>, show?: boolean, attempts?: number,
 *   begin?: () => void }} [options] `show` prints its output while it runs. `begin` is called before each attempt.
 * @returns {Promise<string>}
 * @throws {Error} with all output of the last attempt.
 */
export async function fetchBy(argv, options = {}) {
  const { attempts = ATTEMPTS, begin } = options;
  for (let attempt = 1; ; attempt++) {
    begin?.();
    const { exit, out, said } = await attemptTo(argv, options);
    if (exit === 0) return out;
    if (attempt >= attempts || LASTING.test(said))
      throw new Error(`${argv.join(' ')}\nended with ${exit} at attempt ${attempt}:\n${said.trim()}`);
    await pause(PAUSE * attempt);
  }
}

/**
 * @param {readonly string[]} argv
 * @param {{ directory?: string, environment?: Record<string, string>, show?: boolean }} options
 * @returns {Promise<{ exit: number | string, out: string, said: string }>}
 */
function attemptTo([program = '', ...words], { directory, environment, show }) {
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      cwd: directory,
      env: { ...reachingEnvironment(), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, said] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
      said += text;
      if (show) process.stdout.write(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said += text;
      if (show) process.stderr.write(text);
    });
    child.on('error', (error) => resolve({ exit: 'no start', out, said: error.message }));
    child.on('close', (code, signal) => resolve({ exit: code ?? signal ?? '', out, said }));
  });
}
