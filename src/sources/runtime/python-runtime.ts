/** Python as the runtime of packages from the package index, for kernels of every language. */

/** The path of an environment's Python. */
export function pythonIn(prefix: string): string {
  return `${prefix}/bin/python`;
}

/** The command of an environment's pip. */
export function pipIn(prefix: string): string[] {
  return [pythonIn(prefix), '-m', 'pip'];
}

/** Variables that change what a Python program loads: https://docs.python.org/3/using/cmdline.html#environment-variables */
export const pythonVariables = ['PYTHONPATH', 'PYTHONHOME', 'PYTHONSTARTUP', 'PYTHONEXECUTABLE'];

/**
 * Packages in ~/.local would take precedence over the environment's own. If a user's pip.conf installs there, the
 * environment's programs would not find the packages.
 */
export const pythonSettings = { PYTHONNOUSERSITE: '1', PIP_USER: '0' };

/** Variables that would change which Python runs, or where pip installs. */
export const refusedPythonVariables = [
  /^PYTHON(STARTUP|PATH|HOME|EXECUTABLE|USERBASE|NOUSERSITE|INSPECT|BREAKPOINT|PLATLIBDIR|WARNINGS)$/,
  /^PIP_(USER|TARGET|PREFIX|ROOT|PYTHON|CONFIG_FILE|REQUIRE_VIRTUALENV)$/,
];
