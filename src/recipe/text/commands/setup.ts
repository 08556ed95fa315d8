/** Commands that set up a shell: variables, modules, the name of a kernel, the Python of a project. */
import { userErrorsOf } from '../../../base/errors.js';
import { type Finding, type IndexRole, leftOut } from '../../../reading/finding.js';
import { checkVariable } from '../../schema/variables.js';
import { isSecretName } from '../../secret-variables.js';
import { importsIn } from '../imports.js';
import { nameFindings } from '../name-findings.js';
import { readVersion } from './arguments.js';
import { type CommandReader, optionValue, passedOver, programOf } from './command.js';
import { assignmentIn, type Shell } from './shell/shell.js';

const PYTHON = /^(?:python|py)[\d.]*$|^\{sys\.executable\}$|^\$\{?PYTHON\}?$/;

/** `export A=b`, `setenv A b`, and the variables that `conda env config vars set A=b` sets in the kernel. */
export const readVariables: CommandReader = (words, shell) => {
  const program = programOf(words);
  if (program === 'setenv' && words.length === 3)
    return [variable(words[1] ?? '', words[2] ?? '', 'build', shell)];
  if (program === 'export' && words.length > 1) return assignments(words.slice(1), 'build', shell);
  const isCondas = /^(?:conda|mamba|micromamba) env config vars set /.test(
    `${[program, ...words.slice(1)].join(' ')} `,
  );
  return isCondas ? assignments(words.slice(5), 'kernel', shell) : undefined;
};

function assignments(words: readonly string[], use: 'build' | 'kernel', shell: Shell): Finding[] {
  return words.flatMap((word) => {
    const found = assignmentIn(word);
    return found ? [variable(found.name, found.value, use, shell)] : [];
  });
}

/**
 * What pip and uv read of their environment; the build may run either of them.
 * https://pip.pypa.io/en/stable/topics/configuration/#environment-variables, https://docs.astral.sh/uv/reference/environment/
 */
const INDEXES: Readonly<Record<string, IndexRole>> = {
  PIP_INDEX_URL: 'main',
  UV_INDEX_URL: 'main',
  UV_DEFAULT_INDEX: 'main',
  PIP_EXTRA_INDEX_URL: 'extra',
  UV_EXTRA_INDEX_URL: 'extra',
  UV_INDEX: 'extra',
  PIP_FIND_LINKS: 'links',
  UV_FIND_LINKS: 'links',
};

/** A variable, unless the build has to set it itself or its value needs the shell. */
export function variable(name: string, value: string, use: 'build' | 'kernel', shell: Shell): Finding {
  shell.set(name, value);
  const index = use === 'build' && /^https:\/\//.test(value) ? INDEXES[name] : undefined;
  if (index) return { kind: 'index', url: value, role: index };
  try {
    checkVariable(name, value);
  } catch (error) {
    if (userErrorsOf(error).length === 0) throw error;
    return leftOut(name, 'the build sets it as needed');
  }
  if (/[$`]/.test(value))
    return leftOut(name, `its value \`${isSecretName(name) ? '…' : value}\` depends on the shell`);
  return { kind: 'variable', name, value, use };
}

/** `module load a b`, and `ml a b`. */
export const readModules: CommandReader = (words) => {
  const program = programOf(words);
  if (!['module', 'ml'].includes(program) || words.length < 2) return undefined;
  const [, second = '', ...rest] = words;
  if (['load', 'add', 'try-load', 'restore'].includes(second)) return loaded(rest);
  if (['swap', 'switch'].includes(second)) return loaded(rest.slice(-1));
  if (second === 'use') return passedOver(words, 'the site sets where modules are looked for');
  if (/^(?:-|purge|reset|unload|rm|avail|av|list|spider|show|help|whatis|save|keyword|key)/.test(second))
    return passedOver(words, 'the build loads only the modules of the request');
  return program === 'ml' ? loaded([second, ...rest]) : undefined;
};

function loaded(names: readonly string[]): Finding[] {
  const modules = names.filter((name) => !name.startsWith('-'));
  return modules.map((module) => ({ kind: 'module', module, from: module }));
}

/** `python -m ipykernel install --name x --display-name "X"`, and `python -m venv`. */
export const readPython: CommandReader = (words) => {
  const [first = '', dash, module = '', ...rest] = words;
  const program = programOf(words);
  if (program === 'ipython' && dash === 'kernel' && module === 'install') return registered(words, rest);
  if (!PYTHON.test(PYTHON.test(first) ? first : program)) return undefined;
  if (dash === '-m' && module === 'ipykernel') return registered(words, rest);
  if (dash === '-m' && /^(?:venv|virtualenv)$/.test(module)) {
    const version = /^python(3\.\d+)/.exec(program)?.[1];
    const left = [...placeName(rest), ...passedOver(words, 'the app makes the environment itself')];
    return version ? [{ kind: 'version', version }, ...left] : left;
  }
  if (dash === '-c') return importsOf(module) ?? passedOver(words, NO_PACKAGES);
  return dash === 'setup.py' ? passedOver(words, 'a project is installed by its name or URL') : undefined;
};

/** `virtualenv --no-download ~/envs/ml`. */
export const readVirtualenv: CommandReader = (words) => {
  if (programOf(words) !== 'virtualenv') return undefined;
  return [...placeName(words.slice(1)), ...passedOver(words, 'the app makes the environment itself')];
};

/** The name of the directory of an environment, unless it has a usual name. */
function placeName(words: readonly string[]): Finding[] {
  const name =
    words
      .filter((word) => !word.startsWith('-'))
      .at(-1)
      ?.replace(/\/+$/, '')
      .split('/')
      .at(-1) ?? '';
  return /^\.?(?:v?env\d?|virtualenv|venv\w|my-?env|v|\.)$/i.test(name) ? [] : nameFindings(name);
}

/** What the code of `python -c` imports. */
function importsOf(code: string): Finding[] | undefined {
  const found = code.split(/[;\n]/).flatMap((statement) => importsIn(statement.trim()) ?? []);
  return found.length > 0 ? found : undefined;
}

const NO_PACKAGES = 'its code imports nothing';

function registered(words: readonly string[], rest: readonly string[]): Finding[] {
  const name = optionValue(rest, ['--name']);
  const shown = optionValue(rest, ['--display-name']);
  return [
    ...(name ? nameFindings(name) : []),
    ...(shown ? [{ kind: 'display-name', name: shown } as const] : []),
    ...passedOver(words, 'the app registers the kernel itself'),
  ];
}

const CHOOSES =
  /^(?:pipenv --python|poetry env use|pyenv (?:install|local|global|shell|virtualenv)|pdm use|rye pin) (\S+)/;

/** `pipenv --python 3.10`, `poetry env use 3.11`, `pyenv local 3.12`. */
export const readPythonChoice: CommandReader = (words) => {
  const version = CHOOSES.exec([programOf(words), ...words.slice(1)].join(' '))?.[1];
  if (version === undefined) return undefined;
  return [
    ...readVersion(version, version),
    ...passedOver(words, 'the app makes and activates the environment itself'),
  ];
};
