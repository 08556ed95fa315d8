/** The environment variables of every tool that a build runs: the user, the network and the certificates. */
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { managers } from '../../managers/index.js';
import { type Account, expandPath } from '../paths.js';
import type { SiteConfig } from '../settings/index.js';
import { certificateVariables } from './certificates.js';
import { credentialsFiles } from './credentials-files.js';
import { searchDirectories } from './search-path.js';

// Variables that tools get from the server's environment.
const PASSED_ON = [
  ...['LANG', 'LC_ALL', 'TZ', 'TMPDIR'],
  ...['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'],
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'],
];

/**
 * The complete environment of each tool. Only the variables named here are passed on from the server.
 * If the host names two files of certificates, they are concatenated into one below `data_root`.
 */
export function toolEnvironment(
  config: SiteConfig,
  account: Account,
  environment: NodeJS.ProcessEnv,
  data_root: string,
): Record<string, string> {
  const passed = PASSED_ON.flatMap((name) => (environment[name] ? [[name, environment[name]]] : []));
  const expand = (path: string) => expandPath(path, account, environment);
  const bundle = config.ca_bundle && expand(config.ca_bundle);
  return {
    HOME: account.home,
    USER: account.user,
    LOGNAME: account.user,
    SHELL: '/bin/bash',
    PATH: searchDirectories(...config.search_path.map(expand)).join(':'),
    LANG: 'C.UTF-8',
    ...Object.fromEntries(Object.values(managers).flatMap(({ timeouts = {} }) => Object.entries(timeouts))),
    ...certificateVariables({ bundle, environment, directory: join(data_root, 'certificates') }),
    ...inBothCases(Object.fromEntries(passed)),
    ...credentials(config, expand),
    ...inBothCases(config.environment),
  };
}

/** curl reads only `http_proxy`, some other tools only `HTTP_PROXY`, so both are set. */
function inBothCases(variables: Record<string, string>): Record<string, string> {
  const proxies = Object.entries(variables).filter(([name]) => /^(https?|all|no)_proxy$/i.test(name));
  return {
    ...Object.fromEntries(proxies.map(([name, value]) => [name.toLowerCase(), value])),
    ...Object.fromEntries(proxies.map(([name, value]) => [name.toUpperCase(), value])),
    ...variables,
  };
}

/** The files that this user can read, because uv and conda fail on one that does not exist. */
function credentials(
  { credentials: given }: SiteConfig,
  expand: (path: string) => string,
): Record<string, string> {
  const files = Object.entries(credentialsFiles).flatMap(([setting, { variable }]): [string, string][] => {
    const template = given[setting];
    return template ? [[variable, expand(template)]] : [];
  });
  return Object.fromEntries(files.filter(([, path]) => isReadable(path)));
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
