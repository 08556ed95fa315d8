/** Python, by ipykernel in an environment that a package manager makes. */
import { compareVersions } from '../../base/version.js';
import {
  pythonIn,
  pythonSettings,
  pythonVariables,
  refusedPythonVariables,
} from '../../sources/runtime/python-runtime.js';
import { pythonEnds } from '../../sources/runtime/python-support.js';
import { environmentVariables, loaderVariables } from '../isolation.js';
import type { Language } from '../language.js';
import { missing_module } from './hook/index.js';
import { installed } from './installed/index.js';
import compiledProgram from './link_compiled.py';
import { pythonPackages } from './packages/index.js';
import { probe } from './probe/index.js';
import { olderVersion, versionForm, versions } from './versions.js';

// The last ipykernel for each old Python (from the metadata of ipykernel's releases). Solvers find it on most channels,
// but some old channels have builds with metadata that claim too much.
const LAST_IPYKERNEL: readonly { before: string; spec: string }[] = [
  { before: '3.7', spec: 'ipykernel<6' },
  { before: '3.8', spec: 'ipykernel<6.17' },
  { before: '3.9', spec: 'ipykernel<7' },
];

export const python: Language = {
  id: 'python',
  label: 'Python',
  logo: { letters: 'Py', background: '#2f6aa3', ink: '#fff' },
  reserved_names: [
    ...['python', 'python2', 'python3', 'ipython', 'ipykernel'],
    ...['xpython', 'xpython-raw', 'xeus-python', 'pyspark', 'sagemath'],
  ],
  examples: {
    packages: 'numpy pandas>=2 scikit-learn',
    smoke_code: 'import numpy; assert numpy.arange(3).sum() == 3',
  },
  kernel_language: 'python',
  use: {
    cell: (modules) =>
      [...modules.map((name) => `import ${name}`), 'import sys', 'print(sys.version)'].join('\n'),
    program: 'python my-program.py',
  },
  versions,
  olderVersion,
  ends: pythonEnds,
  version_form: versionForm,
  packages: pythonPackages,
  kernelPackages(version) {
    const old =
      version === '' ? undefined : LAST_IPYKERNEL.find(({ before }) => compareVersions(version, before) < 0);
    const ipykernel = old?.spec ?? 'ipykernel';
    // With pip, so that `%pip install` in a notebook acts on this environment.
    return {
      pypi: [ipykernel, 'pip'],
      conda: [`python${version && `=${version}`}`, ipykernel, 'pip'],
    };
  },
  installers: ['pip'],
  argv(prefix, version) {
    // The debugger needs the standard library's own source files (ipykernel's install command does the same).
    const debuggable =
      version !== '' && compareVersions(version, '3.11') >= 0 ? ['-Xfrozen_modules=off'] : [];
    return [pythonIn(prefix), ...debuggable, '-m', 'ipykernel_launcher', '-f', '{connection_file}'];
  },
  history: {
    setting: 'ipython_history',
    description:
      'Whether kernels store IPython’s history; its SQLite file blocks on some network file systems.',
    // https://ipython.readthedocs.io/en/stable/config/options/terminal.html#configtrait-HistoryManager.enabled
    without: ['--HistoryManager.enabled=False'],
  },
  client: pythonIn,
  isolation: {
    harmful: [...pythonVariables, ...loaderVariables],
    misleading: environmentVariables,
    set: pythonSettings,
  },
  // ipykernel has had a debugger since 6.0, and needs debugpy for it, which some platforms do not have.
  features: { debugger: ['ipykernel/debugger.py', 'debugpy/__init__.py'] },
  metadata: {},
  logos: (prefix) => [`${prefix}/share/jupyter/kernels/python3`],
  refused_variables: refusedPythonVariables,
  probe,
  notes: {
    'copy-in-home': ({ what, where }) =>
      `There is another copy of \`${what}\` in \`${where}\`. This kernel does not use it, but your other Python environments may. Remove it if nothing needs it`,
    'history-locked': ({ where }) =>
      `Another process has locked IPython’s history \`${where}\`, so kernels may hang at start. End that process. If home directories are on a network file system, the site can turn the history off (\`ipython_history: false\`)`,
  },
  compiled: { file: 'link_compiled.py', text: compiledProgram },
  missing_module,
  installed,
  tested: 'The kernel is started and each package is imported.',
};
