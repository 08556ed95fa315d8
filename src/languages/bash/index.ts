/**
 * Bash, with https://github.com/takluyver/bash_kernel: a Python program that starts the host's `bash`. The environment
 * contains that program and the requested packages; its `bin` is on the PATH of that Bash.
 */
import { pypi } from '../../sources/pypi/index.js';
import {
  pythonIn,
  pythonSettings,
  pythonVariables,
  refusedPythonVariables,
} from '../../sources/runtime/python-runtime.js';
import { parsePackageSpec } from '../../sources/specs/package-spec.js';
import { environmentVariables, loaderVariables } from '../isolation.js';
import type { Language } from '../language.js';
import type { PackageSyntax } from '../package-syntax.js';
import { probe } from './probe/index.js';

/** Programs from the package index or conda channels. */
const packages: PackageSyntax = {
  parse: parsePackageSpec,
  normalizeName: pypi.normalizeName,
  readers: [],
  versionAsked: () => undefined,
  closeNames: () => [],
};

export const bash: Language = {
  id: 'bash',
  label: 'Bash',
  logo: { letters: 'sh', background: '#2e5c33', ink: '#fff' },
  reserved_names: ['bash', 'calysto_bash'],
  examples: { packages: 'httpie csvkit', smoke_code: 'http --version' },
  kernel_language: 'bash',
  use: {
    cell: (programs) => ['echo "$BASH_VERSION"', ...programs.map((name) => `command -v ${name}`)].join('\n'),
    program: 'bash my-program.sh',
  },
  // The host's bash is the one that runs.
  versions: [],
  version_form: { pattern: /^\d{1,2}(\.\d{1,3}){0,2}$/, example: '5.2' },
  packages,
  // With pip, so that `pip install` in a notebook acts on this environment.
  kernelPackages: () => ({ pypi: ['bash_kernel', 'pip'], conda: ['python', 'bash_kernel', 'pip'] }),
  installers: ['pip'],
  // Isolated (-I): a file in the notebook's directory must not replace a module.
  argv: (prefix) => [pythonIn(prefix), '-I', '-m', 'bash_kernel', '-f', '{connection_file}'],
  // bash_kernel needs ipykernel, which needs jupyter_client.
  client: pythonIn,
  isolation: {
    harmful: [...pythonVariables, ...loaderVariables],
    misleading: environmentVariables,
    // The prompt that bash_kernel waits for before it sets its own.
    set: { ...pythonSettings, PS1: '$' },
  },
  metadata: {},
  logos: (prefix) => [`${prefix}/lib/python*/site-packages/bash_kernel/resources`],
  refused_variables: refusedPythonVariables,
  probe,
  tested: 'The kernel is started and finds the programs of each package.',
};
