/** Python as what packages from the package index run on, whatever the language of the kernel that needs them. */

/** The Python of an environment. */
export function pythonIn(prefix: string): string {
  return `${prefix}/bin/python`;
}

/** Variables that change what a Python program loads: https://docs.python.org/3/using/cmdline.html#environment-variables */
export const pythonVariables = ['PYTHONPATH', 'PYTHONHOME', 'PYTHONSTARTUP', 'PYTHONEXECUTABLE'];

/**
 * Packages in ~/.local would win over the environment's own. And where a user's pip.conf sends packages there, pip
 * would install what the programs of the environment do not see.
 */
export const pythonSettings = { PYTHONNOUSERSITE: '1', PIP_USER: '0' };

/** Names of variables that would change which Python runs, or where pip installs. */
export const refusedPythonVariables = [
  /^PYTHON(STARTUP|PATH|HOME|EXECUTABLE|USERBASE|NOUSERSITE|INSPECT|BREAKPOINT|PLATLIBDIR|WARNINGS)$/,
  /^PIP_(USER|TARGET|PREFIX|ROOT|PYTHON|CONFIG_FILE|REQUIRE_VIRTUALENV)$/,
];
