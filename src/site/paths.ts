/** The paths of this user's files, computed from the environment and the site's settings. */
import { type UserInfo, userInfo } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../base/errors.js';

export interface Account {
  user: string;
  home: string;
}

/**
 * The user that this process runs as. Under Passenger HOME may be unset; the home directory of the user database is used then.
 * @throws UserError `account-unknown` if the user has no entry, `home-not-utf8`.
 */
export function currentAccount(environment: NodeJS.ProcessEnv = process.env): Account {
  const { username, homedir } = ownEntry();
  const { HOME = '' } = environment;
  const home = HOME.startsWith('/') ? HOME : homedir;
  // Node.js has no other way to name such a directory: https://nodejs.org/api/fs.html#file-paths
  if (home.includes('\ufffd')) throw new UserError('home-not-utf8', { home });
  return { user: username, home };
}

function ownEntry(): UserInfo<string> {
  try {
    return userInfo();
  } catch {
    throw new UserError('account-unknown', { id: process.getuid?.() ?? -1 });
  }
}

/** Expands `~`, `$NAME` and `${NAME}` in a path of the site's settings. @throws UserError `variable-unset`. */
export function expandPath(
  template: string,
  account: Account,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  const known: NodeJS.ProcessEnv = { ...environment, USER: account.user, HOME: account.home };
  const filledIn = (name: string) => {
    const value = known[name];
    if (!value) throw new UserError('variable-unset', { path: template, variable: name });
    return value;
  };
  // At once: a home directory may have a dollar sign in its name.
  return template.replace(/^~(?=\/|$)|\$(?:\{(\w+)\}|(\w+))/g, (found, braced, bare) =>
    found === '~' ? account.home : filledIn(braced ?? bare),
  );
}

/** Whether a path of the site's settings differs between users: it has the user's name, or a variable that has it. */
export function isPersonal(template: string, account: Account, environment: NodeJS.ProcessEnv): boolean {
  if (template.startsWith('~') || template.startsWith(`${account.home}/`)) return true;
  const names = [...template.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name);
  return names.some((name) => /^(USER|HOME)$/.test(name) || environment[name]?.includes(account.user));
}

/** What can be made again (https://specifications.freedesktop.org/basedir-spec/latest/). */
export function cacheDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  const { XDG_CACHE_HOME = '' } = environment;
  const caches = XDG_CACHE_HOME.startsWith('/')
    ? XDG_CACHE_HOME
    : join(currentAccount(environment).home, '.cache');
  return join(caches, 'create_kernel');
}

/** Open OnDemand keeps an app's data for a user in `~/ondemand/data/sys/<app>`. */
export function defaultDataRoot(account: Account): string {
  return join(account.home, 'ondemand', 'data', 'sys', 'create_kernel');
}

/** The data directory of jupyter_core on Linux if neither JUPYTER_DATA_DIR nor XDG_DATA_HOME is set. */
export function defaultJupyterData(account: Account): string {
  return join(account.home, '.local', 'share', 'jupyter');
}

/** The directories of central kernelspecs: those of JUPYTER_PATH, of Jupyter's system path, and of the settings. */
export function centralKernelDirectories(
  site: { system: readonly string[]; central: readonly string[] },
  environment: NodeJS.ProcessEnv = process.env,
): string[] {
  const system = site.system.map((root) => join(root, 'kernels'));
  return [...new Set([...preferredKernelDirectories(environment), ...system, ...site.central])];
}

/**
 * The directories of kernelspecs that Jupyter searches before the user's: those of JUPYTER_PATH
 * (https://docs.jupyter.org/en/stable/use/jupyter-directories.html#data-files).
 */
export function preferredKernelDirectories(environment: NodeJS.ProcessEnv = process.env): string[] {
  const roots = (environment.JUPYTER_PATH ?? '').split(':').filter(Boolean);
  return roots.map((root) => join(root, 'kernels'));
}

/** The directory in which Jupyter finds the user's kernels. */
export function kernelsDirectory(jupyter_data: string): string {
  return join(jupyter_data, 'kernels');
}

/** The directory of stagings, and of kernelspecs that wait for deletion: beside `kernels/`, so that publishing is a rename. */
export function stagingsDirectory(jupyter_data: string): string {
  return join(jupyter_data, 'create_kernel');
}

/** The temporary files of the build of a generation. */
export function stagingOf(jupyter_data: string, kernel: string, generation: number): string {
  return join(stagingsDirectory(jupyter_data), `${kernel}-${generation}`);
}

/** Where Jupyter's servers and kernels leave their connection files: https://docs.jupyter.org/en/stable/use/jupyter-directories.html#runtime-files */
export function runtimeDirectory(jupyter_data: string): string {
  return process.env.JUPYTER_RUNTIME_DIR || join(jupyter_data, 'runtime');
}
