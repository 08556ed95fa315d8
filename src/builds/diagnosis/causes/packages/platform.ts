/** Packages that do not exist for this Python, processor or operating system. */
import { NAME } from '../../../../reading/error-patterns.js';
import type { CauseRow, Context, Explanation } from '../cause-row.js';
import { ifPythonIsChosen } from '../next-steps.js';

export const platformCauses: readonly CauseRow[] = [
  {
    id: 'other-python-needed',
    pattern: new RegExp(
      String.raw`different python version:(?:(?!different python).)*?[ ;](\d{1,4}(?:\.\d{1,4}){0,4})(?:\.\d\w{0,9})? Requires-Python ([^;\n]+)(?:;.*)?\n(?:.*\n){0,3}?.*requirement ${NAME}[=>~]=\1[, ]`,
    ),
    example:
      'ERROR: Ignored the following versions that require a different python version: 1.21.6 Requires-Python >=3.7,<3.11\nERROR: Could not find a version that satisfies the requirement numpy==1.21.6 (from versions: 1.3.0)',
    say: ([, version, python, name], context) => otherPython(context, `${name} ${version}`, python),
  },
  {
    id: 'other-python-needed',
    pattern: new RegExp(
      String.raw`different python version: (?:(?!different python).)*?Requires-Python ([^;\n]+)\n(?:.*\n){0,3}?.*requirement ${NAME}.*from versions: none`,
    ),
    example:
      'ERROR: Ignored the following versions that require a different python version: 3.5 Requires-Python >=3.11\nERROR: Could not find a version that satisfies the requirement networkx>=3.5 (from versions: none)',
    say: ([, python, name], context) => otherPython(context, name, python),
  },
  {
    id: 'other-python-needed',
    pattern: /Package '(\S+?)' requires a different Python: (\S+) not in '(\S+?)'/,
    example: "ERROR: Package 'future-tool' requires a different Python: 3.11.7 not in '>=3.13'",
    say: ([, name, found, python], context) => otherPython(context, name, python, found),
  },
  {
    id: 'other-python-needed',
    pattern:
      /(?:current|requested)\s+Python\s+version\s+\((\S+?)\)\s+does\s+not\s+satisfy\s+Python(\S+)\s+and\s+(?:all\s+versions\s+of\s+)?(\S+?)\s+depends?\s+on\s+Python/,
    example:
      'Because the current Python version (3.11.7) does not satisfy Python>=3.13 and future-tool==1.0 depends on Python>=3.13, we can conclude that',
    say: ([, found, python, name], context) => otherPython(context, name, python, found),
  },
  {
    id: 'no-wheel',
    pattern:
      /(?<!\S)(\S+\.whl) is not a supported wheel on this platform|incompatible with the current platform: (?:\S*\/)?([^\s/]+\.whl)|(?<!\S)(\S+)\s+has\s+no\s+(?:usable\s+)?wheels?|(?<!\S)(\S+) platform (?:is )?not supported/,
    example: 'ERROR: tool-1.0-cp39-cp39-win_amd64.whl is not a supported wheel on this platform.',
    say: ([, pip, url, uv, platform], context) => ({
      message: `\`${pip ?? url ?? uv ?? platform}\` is not built for this Python or this processor`,
      hint: `Choose another version of the package${ifPythonIsChosen(context, ' or of Python')}, or use \`conda\`, \`mamba\` or \`micromamba\`: a channel may have it`,
    }),
  },
  {
    id: 'no-gpu-driver',
    // The last alternative is a line of the classic solver about this host.
    pattern:
      /__cuda\b.*(?:missing on the system|no candidates were found|needed by|conflicts? with)|^ {2}- .*-> __cuda\[version=/m,
    example: '└─ __cuda >=12, for which no candidates were found.',
    say: () => ({
      message: 'A package needs a GPU driver (CUDA) that this host does not have',
      hint: 'Build on a host with a GPU, set `CONDA_OVERRIDE_CUDA` to the version that the GPU nodes have, or choose the package’s CPU variant',
    }),
  },
  {
    id: 'glibc-too-old',
    pattern:
      /version [`'"]GLIBC_([\d.]+)' not found|__glibc >=([\d.]+).*(?:missing on the system|no candidates were found|needed by|conflicts? with)/,
    example: "/lib64/libc.so.6: version `GLIBC_2.34' not found (required by /envs/mine/1/lib/libx.so)",
    say: ([, binary, conda]) => ({
      message: `A package needs a newer operating system than this host has (glibc ${binary ?? conda})`,
      hint: 'Choose an older version of that package, or build on a newer host',
    }),
  },
];

function otherPython(context: Context, name = '', needed = '', found?: string): Explanation {
  return {
    message: `\`${name.replace('==', ' ')}\` needs Python ${needed.trim()}${found ? `, and the kernel has ${found}` : ''}`,
    hint: `Choose another ${ifPythonIsChosen(context, 'Python version for the kernel, or another ')}version of the package`,
  };
}
