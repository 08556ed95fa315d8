import { compareVersions } from '../../base/version.js';
import type { Language } from '../language.js';
import { pythonPackages } from './packages/index.js';
import { versionForm } from './version-form.js';

// The last ipykernel for each old Python (from the metadata of ipykernel's own releases). Solvers find it by
// themselves on most channels, but some old channels have builds whose metadata claim too much.
const LAST_IPYKERNEL: readonly { before: string; spec: string }[] = [
  { before: '3.7', spec: 'ipykernel<6' },
  { before: '3.8', spec: 'ipykernel<6.17' },
  { before: '3.9', spec: 'ipykernel<7' },
];

export const python: Language = {
  id: 'python',
  label: 'Python',
  kernel_language: 'python',
  interpreter: 'python',
  version_form: versionForm,
  packages: pythonPackages,
  kernelPackages(version) {
    const old =
      version === '' ? undefined : LAST_IPYKERNEL.find(({ before }) => compareVersions(version, before) < 0);
    const ipykernel = old?.spec ?? 'ipykernel';
    // With pip, so that `%pip install` in a notebook finds one that acts on this environment.
    return { pypi: [ipykernel, 'pip'], conda: [ipykernel, 'pip'] };
  },
  argv(prefix, version) {
    // The debugger needs the standard library's own source files (ipykernel's install command does the same).
    const debuggable =
      version !== '' && compareVersions(version, '3.11') >= 0 ? ['-Xfrozen_modules=off'] : [];
    return [`${prefix}/bin/python`, ...debuggable, '-m', 'ipykernel_launcher', '-f', '{connection_file}'];
  },
  // https://ipython.readthedocs.io/en/stable/config/options/terminal.html#configtrait-HistoryManager.enabled
  without_history: ['--HistoryManager.enabled=False'],
  python: (prefix) => `${prefix}/bin/python`,
  isolate: [
    ...['PYTHONPATH', 'PYTHONHOME', 'PYTHONSTARTUP', 'PYTHONEXECUTABLE', 'LD_LIBRARY_PATH', 'LD_PRELOAD'],
    // Tools in a notebook, uv among them, would install into the environment that these name.
    ...['VIRTUAL_ENV', 'CONDA_PREFIX'],
  ],
  // Packages in ~/.local would win over the environment's own: https://docs.python.org/3/using/cmdline.html#envvar-PYTHONNOUSERSITE
  // And where a user's pip.conf sends packages there, `%pip` in a notebook would install what the kernel does not see.
  isolate_set: { PYTHONNOUSERSITE: '1', PIP_USER: '0' },
  logos: (prefix) => [`${prefix}/share/jupyter/kernels/python3`],
};
