/** Failures that plan/programs/probe.py reports about a new kernel: its last line is a word, a colon and a sentence. */
import { always, type CauseRow } from '../cause-row.js';
import { addPackage } from '../next-steps.js';

export const kernelCauses: readonly CauseRow[] = [
  {
    id: 'import-needs-opengl',
    pattern: /^import-failed: (\S+?): .*libGL\.so\.1/m,
    example:
      'import-failed: opencv-python: ImportError: libGL.so.1: cannot open shared object file: No such file or directory',
    say: ([, name]) => ({
      message: `\`${name}\` needs OpenGL (\`libGL.so.1\`), which this host does not have`,
      hint: /opencv/.test(name ?? '')
        ? 'Request `opencv-python-headless` instead'
        : 'Use a headless variant of the package, or load a module with OpenGL',
    }),
  },
  {
    id: 'import-needs-newer-library',
    pattern:
      /^(?:import-failed|kernel-not-started|cell-failed|smoke-failed): (?:(\S+?): )?.*version [`'"]((?:GLIBCXX|CXXABI)_[\d.]+)' not found/m,
    example:
      "import-failed: pandas: ImportError: /lib64/libstdc++.so.6: version `GLIBCXX_3.4.29' not found (required by x.so)",
    say: ([, name, version]) => ({
      message: `${name ? `\`${name}\`` : 'The kernel'} loads a C++ library that is too old for it (${version} is missing)`,
      hint: 'Remove modules with their own `libstdc++`, load a newer `gcc` module, or use `conda`, `mamba` or `micromamba`, which install one',
    }),
  },
  {
    id: 'keras-needs-backend',
    pattern:
      /^import-failed: (keras\S*): .*(?:No module named '(?:tensorflow|torch|jax)|requires TensorFlow|[Bb]ackend)/m,
    example: "import-failed: keras: ModuleNotFoundError: No module named 'tensorflow'",
    say: ([, name]) => ({
      message: `\`${name}\` needs a backend for its computations, which is not in the environment`,
      hint: 'Add `tensorflow`; or add `torch` or `jax` and set `KERAS_BACKEND` to its name in the variables of the kernel',
    }),
  },
  {
    // The recipe names modules to import beside those of its packages.
    id: 'module-in-no-package',
    pattern: /^import-failed: (\w+(?:\.\w+)*): ModuleNotFoundError: No module named '([\w.]+)'/m,
    example: "import-failed: tool.part: ModuleNotFoundError: No module named 'tool'",
    say: ([, name = '', missed = '']) => {
      if (name !== missed && !name.startsWith(`${missed}.`)) return undefined;
      return {
        message: `No package in the environment has the module \`${missed}\``,
        hint: 'Add the package that has it, which may have another name than the module; or take the module out of *Modules to import*',
      };
    },
  },
  {
    id: 'import-needs-module',
    pattern: /^import-failed: (\S+?): ModuleNotFoundError: No module named '([^'.]+)/m,
    example: "import-failed: tool: ModuleNotFoundError: No module named 'tensorflow'",
    say: ([, name, module = ''], { packageOfModule }) => ({
      message: `\`${name}\` needs \`${module}\`, which is not in the environment`,
      hint: `Add the package that has it, most likely \`${packageOfModule?.(module).spec ?? module}\``,
      next: addPackage(packageOfModule?.(module), module),
    }),
  },
  {
    id: 'import-needs-numpy-1',
    pattern:
      /^import-failed: (\S+?): .*(?:compiled using NumPy 1|numpy\.dtype size changed|numpy\.core\.multiarray failed|_ARRAY_API not found)/m,
    example: 'import-failed: tool: ValueError: numpy.dtype size changed, may indicate binary incompatibility',
    say: ([, name]) => ({
      message: `\`${name}\` was built for another NumPy than the one in the environment`,
      hint: 'Use `numpy<2`, or a newer version of the package',
    }),
  },
  {
    id: 'import-needs-library',
    pattern: /^import-failed: (\S+?): .*?(?<!\S)([^\s:]+\.so[^\s:]*): cannot open shared object file/m,
    example:
      'import-failed: mpi4py: ImportError: libmpi.so.40: cannot open shared object file: No such file or directory',
    say: ([, name, library]) => ({
      message: `\`${name}\` needs the library \`${library}\`, which was not found`,
      hint: 'Load the module that has it, or use `conda`, `mamba` or `micromamba`, which install such libraries',
    }),
  },
  {
    id: 'import-failed',
    pattern: /^import-failed: (\S+?): (.*)/m,
    example: 'import-failed: tool: SyntaxError: invalid syntax',
    say: ([, name, error]) => ({
      message: `\`${name}\` is installed but cannot be imported: ${error}`,
      hint: 'Try another version of it, or another Python version; the log has its output',
    }),
  },
  {
    id: 'program-missing',
    pattern: /^program-missing: (\S+?): (.*)/m,
    example: 'program-missing: httpie: http is not on the search path of the kernel',
    say: ([, name, error]) => ({
      message: `A program of \`${name}\` cannot be run: ${error}`,
      hint: 'Look in `~/.bashrc` for a line that replaces `PATH`; if there is none, try another version of the package',
    }),
  },
  {
    id: 'kernel-not-started',
    pattern: /^kernel-not-started: (.*)/m,
    example: 'kernel-not-started: the kernel did not answer in time',
    say: ([, reason]) => ({
      message: `The new kernel did not start: ${reason}`,
      hint: 'The log has its output. If the recipe sets the version of a part of Jupyter (`pyzmq`, `tornado`, `ipykernel`), try it without that version',
    }),
  },
  {
    id: 'cell-failed',
    pattern: /^cell-failed: (.*)/m,
    example: 'cell-failed: the kernel did not answer in time',
    say: ([, reason]) => ({
      message: `The new kernel started but could not run a cell: ${reason}`,
      hint: 'The log has its output',
    }),
  },
  {
    id: 'smoke-failed',
    pattern: /^smoke-failed: (.*)/m,
    example: "smoke-failed: NameError: name 'x' is not defined",
    say: ([, reason]) => ({
      message: `The smoke test failed: ${reason}`,
      hint: 'Fix the smoke test or the packages; the log has its output',
    }),
  },
  {
    id: 'not-isolated',
    pattern: /^not-isolated: (.*)/m,
    example: 'not-isolated: the packages of the home directory (~/.local) get into the kernel',
    say: ([, reason]) => ({
      message: `The kernel is not isolated: ${reason}`,
      hint: 'Look for a file that changes how the kernel starts (`sitecustomize.py`, a `.pth` file, `~/.bashrc`) and for variables that a module sets',
    }),
  },
  {
    id: 'nothing-made',
    tools: ['test'],
    exits: [1],
    example: '',
    say: always(
      'The package manager reported success but made no environment',
      'Check the log of the previous step for a question that was not answered',
    ),
  },
];
