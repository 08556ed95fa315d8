/** Missing interpreters and modules, and missing permissions. */
import { always, type CauseRow, lastPath } from '../cause-row.js';
import { ifPythonIsChosen } from '../next-steps.js';

export const hostCauses: readonly CauseRow[] = [
  {
    id: 'venv-missing',
    pattern: /ensurepip is not\s+available|No module named '?(?:venv|ensurepip)\b/,
    example: 'The virtual environment was not created successfully because ensurepip is not available.',
    say: (_, context) => ({
      message: 'This Python cannot make environments: its `venv` part is not installed',
      hint: `On Debian and Ubuntu, the site’s administrator installs it with \`apt install python3-venv\`. Or choose ${ifPythonIsChosen(context, 'another Python version, or ')}\`uv\` or \`conda\``,
    }),
  },
  {
    id: 'pip-missing',
    pattern: /No module named '?pip\b/,
    example: '/envs/mine/1/bin/python: No module named pip',
    say: always(
      'There is no pip in the environment',
      'Add the package `pip`, or move the pip packages to *Packages*',
    ),
  },
  {
    id: 'interpreter-missing',
    pattern: /No interpreter found for\s+(Python \S+|path `\S+`)/,
    example: 'error: No interpreter found for Python 3.99 in managed installations or search path',
    say: ([, wanted], context) => ({
      message: `This host has no ${wanted}`,
      hint:
        ifPythonIsChosen(context, 'Choose a Python version that the form offers') ||
        'Use `conda`, `mamba` or `micromamba`, which install their own',
    }),
  },
  {
    id: 'module-unknown',
    pattern:
      /module\(s\) are unknown:\s+((?:"[^"]+"\s*)+)|Unable to locate a modulefile for '([^']+)'|exist but\s+cannot be loaded as requested:\s+((?:"[^"]+"[\s,]*)+)/,
    example: "ERROR: Unable to locate a modulefile for 'nosuch/1.0'",
    say: ([, unknown, tcl, hidden]) => ({
      message: hidden
        ? `The module ${modules(hidden)} cannot be loaded on its own`
        : `There is no module ${modules(unknown ?? tcl)}`,
      hint: hidden
        ? 'List the modules that it needs before it; `module spider` names them'
        : 'Check the name and version: `module avail` lists them',
    }),
  },
  {
    id: 'module-needs-others',
    pattern:
      /Cannot load module "([^"\n]+)" without\s+these module\(s\) loaded:\s+(.+)|(?<!\S)(\S+) cannot be loaded due to missing prereq.*\n\s*HINT: (.*)/,
    example: 'Cannot load module "needs/1" without\nthese module(s) loaded:\n   gcc',
    say: ([, lmod, needed, tcl, hint]) => ({
      message: `The module \`${lmod ?? tcl}\` needs other modules: ${needed ?? hint}`,
      hint: 'List them before it',
    }),
  },
  {
    id: 'module-conflict',
    pattern:
      /Cannot load module "([^"\n]+)" because these module\(s\) are loaded:?\s+(\S[^\n]*)|(?<!\S)(\S+) cannot be loaded due to a conflict\.?(?:\s*HINT: Might try "module unload ([^"\n]+)")?/,
    example: 'ERROR: gcc/12 cannot be loaded due to a conflict.',
    say: ([, lmod, loaded, tcl, other]) => ({
      message: `The module \`${lmod ?? tcl}\` conflicts with ${(loaded ?? other) ? modules(loaded ?? other) : 'another module'}`,
      hint: 'Remove one of the two',
    }),
  },
  {
    id: 'module-system-missing',
    pattern: /\bmodule: (?:command )?not found/,
    example: 'bash: line 2: module: command not found',
    say: always(
      'The command `module` does not exist',
      'Remove the modules, or ask the site’s administrator to set `modules.init`, the initialisation file of the module system',
    ),
  },
  {
    id: 'read-only',
    pattern: /read-only file system|\bEROFS\b/i,
    example: "OSError: [Errno 30] Read-only file system: '/envs/mine/1/lib/six.py'",
    say: (_, { before }) => ({
      message: `A file system is read-only${place(before)}`,
      hint: 'Choose another location; if it is your home directory, ask the site’s administrator',
    }),
  },
  {
    id: 'permission-denied',
    pattern:
      /permission denied|\bEACCES\b|\bEPERM\b|operation not permitted|Unable to create prefix directory '(.+?)'|NoWritablePkgsDirError/i,
    example: "OSError: [Errno 13] Permission denied: '/envs/mine/1/lib/six.py'",
    say: ([, prefix], { before }) => ({
      message: `You do not have permission${prefix ? ` to make \`${prefix}\`` : place(before)}`,
      hint: 'Check who owns that directory, or choose another location',
    }),
  },
];

function modules(list = ''): string {
  return list
    .split(/[\s",]+/)
    .filter((name) => name !== '')
    .map((name) => `\`${name}\``)
    .join(', ');
}

function place(before: string): string {
  const path = lastPath(before);
  return path ? `: \`${path}\`` : '';
}
