/** Where things are for this user: pure functions of the environment and the site's settings. */
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';

export interface Account {
  user: string;
  home: string;
}

/** The user the process runs as. HOME is not always set under Passenger, so the password database has the last word. */
export function currentAccount(environment: NodeJS.ProcessEnv = process.env): Account {
  return { user: userInfo().username, home: environment.HOME || homedir() };
}

/** Fills `~`, `$NAME` and `${NAME}` in a path of the site file. An unknown variable becomes empty. */
export function expandPath(
  template: string,
  account: Account,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  const known: NodeJS.ProcessEnv = { ...environment, USER: account.user, HOME: account.home };
  return template
    .replace(/^~(?=\/|$)/, account.home)
    .replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced, bare) => known[braced ?? bare] ?? '');
}

/** Open OnDemand keeps an app's data for a user in `~/ondemand/data/sys/<app>`. */
export function defaultDataRoot(account: Account): string {
  return join(account.home, 'ondemand', 'data', 'sys', 'create_kernel');
}

/** The user's Jupyter data directory, as jupyter_core finds it on Linux. */
export function jupyterDataDirectory(account: Account, environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.JUPYTER_DATA_DIR) return environment.JUPYTER_DATA_DIR;
  return join(environment.XDG_DATA_HOME || join(account.home, '.local', 'share'), 'jupyter');
}

/** The directories of central kernelspecs: those of JUPYTER_PATH, of Jupyter's system path, and the site's own. */
export function centralKernelDirectories(
  site: { system: readonly string[]; central: readonly string[] },
  environment: NodeJS.ProcessEnv = process.env,
): string[] {
  const jupyterPath = (environment.JUPYTER_PATH ?? '').split(':').filter(Boolean);
  const roots = [...jupyterPath, ...site.system];
  return [...new Set([...roots.map((root) => join(root, 'kernels')), ...site.central])];
}

/** The directory in which Jupyter finds the user's kernels. */
export function kernelsDirectory(jupyter_data: string): string {
  return join(jupyter_data, 'kernels');
}
