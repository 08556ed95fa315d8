/** Missing tools and libraries of packages that are built from source. */
import { always, anyOf, type CauseRow, type Context, type Explanation } from '../cause-row.js';
import { anyVersion, buildBeside, buildWith, ifPythonIsChosen, olderLanguage } from '../next-steps.js';

const BUILD_HINT =
  'Choose a version that has a wheel for this Python (packages often have none for the newest Python), load a module with the missing tool, or use `conda`, `mamba` or `micromamba`';
const COMPILERS = String.raw`(?:(?<![\w.+-])[\w.+-]{1,100}-)?(?:gcc|g\+\+|cc|c\+\+|clang(?:\+\+)?|gfortran|f95|ninja|make)`;

// A module that is missing in an isolated build.
const UNDECLARED =
  /(?:Getting requirements to build|Preparing metadata|prepare_metadata_for_build|get_requires_for_build|build_wheel|setup\.py)(?:(?!Getting requirements to build|Preparing metadata|prepare_metadata_for_build|get_requires_for_build|build_wheel|setup\.py)[\s\S]){0,6000}?ModuleNotFoundError: No module named '(?!distutils)([\w.]+)'/;
const UNDECLARED_BY_UV =
  /likely indicates that `([^`@\s]+)(?:@([^`\s]+))?`\s+depends\s+on\s+`([^`\s]+)`,?\s+but\s+doesn't\s+declare/;

export const buildingCauses: readonly CauseRow[] = [
  {
    id: 'git-missing',
    pattern: /Cannot find command 'git'|Git executable not found|git: command not found/,
    example: "ERROR: Cannot find command 'git' - do you have 'git' installed and in your PATH?",
    say: always(
      'A package comes from a git repository, but `git` is not installed here',
      'Load a module with `git`, or request the package by name or as a file',
    ),
  },
  {
    id: 'git-failed',
    pattern: /^\s*fatal: (.*(?:repository|clone|access|read).*)$/m,
    example: "fatal: repository 'https://index.example/x.git/' not found",
    say: ([, reason]) => ({
      message: `Git could not fetch a package: ${reason}`,
      hint: 'Check the URL of the repository, and that it is readable without a password',
    }),
  },
  {
    id: 'build-needs-package',
    pattern: UNDECLARED_BY_UV,
    example:
      "hint: This error likely indicates that `flash-attn@2.5.8` depends on `torch`, but doesn't declare it as a build dependency.",
    say: ([, name = '', version, needed = ''], context) => needsPackage({ name, version }, needed, context),
  },
  {
    id: 'build-needs-package',
    pattern: UNDECLARED,
    example: "  Getting requirements to build wheel\n  ModuleNotFoundError: No module named 'torch'",
    say: ([, needed = ''], context) => needsPackage(builtSpec(context.before), needed, context),
  },
  {
    id: 'package-too-old',
    pattern: /module 'pkgutil' has no attribute 'ImpImporter'|No module named 'distutils/,
    example: "AttributeError: module 'pkgutil' has no attribute 'ImpImporter'. Did you mean: 'zipimporter'?",
    say: (_, { before, language }) => ({
      message: `${builtPackage(before)} is too old for this Python: it has to be built from source with tools that this Python no longer has`,
      hint: `Choose a newer version of the package${ifPythonIsChosen({ language }, ', or Python 3.11 or older')}`,
      next: [...anyVersion(builtSpec(before)?.name), ...olderLanguage(before, language)],
    }),
  },
  {
    id: 'rust-missing',
    pattern:
      /requires Rust and Cargo|can't find Rust compiler|is rustc installed|cargo: (?:command )?not found|No such file or directory: 'cargo'/i,
    example: "error: can't find Rust compiler",
    say: always('A package has to be built from source, but there is no Rust compiler here', BUILD_HINT),
  },
  {
    id: 'cmake-missing',
    pattern:
      /CMake must be installed|No such file or directory: 'cmake'|cmake: command not found|CMake .*executable.*not found|Unable to find cmake/i,
    example: "FileNotFoundError: [Errno 2] No such file or directory: 'cmake'",
    say: always(
      'A package has to be built from source, but there is no CMake here',
      `Add the package \`cmake\`. Or: ${lower(BUILD_HINT)}`,
    ),
  },
  {
    id: 'compiler-missing',
    pattern: anyOf(
      `No such file or directory: '(${COMPILERS})'`,
      String.raw`linker \`(\S+)\` not found`,
      `unable to execute '?(${COMPILERS})'?`,
      `command '(${COMPILERS})' failed: No such file`,
      String.raw`(?:^|\s)(${COMPILERS}): (?:command )?not found`,
      'Unknown compiler',
      String.raw`No CMAKE_\w+_COMPILER could be found`,
    ),
    example: "error: [Errno 2] No such file or directory: 'gcc'",
    say: (match) => ({
      message: `A package has to be built from source, but there is no compiler here${named(match)}`,
      hint: BUILD_HINT,
    }),
  },
  {
    id: 'headers-missing',
    pattern: /fatal error: ([^\s:]+\.h\w*): No such file or directory/,
    example: 'm.c:1:10: fatal error: Python.h: No such file or directory',
    say: ([, header = '']) =>
      header.endsWith('Python.h')
        ? {
            message:
              'A package has to be built from source, but the headers of this Python are missing (`Python.h`)',
            hint: `Choose another interpreter, or ask the site’s administrator to install its development package. Or: ${lower(BUILD_HINT)}`,
          }
        : {
            message: `A package has to be built from source, but the header \`${header}\` is missing`,
            hint: BUILD_HINT,
          },
  },
  {
    id: 'build-tool-missing',
    pattern:
      /(?:FileNotFoundError|ConfigurationError|RuntimeError|OSError|error): .*No such file or directory: '([\w.+-]+)'/,
    example: "FileNotFoundError: [Errno 2] No such file or directory: 'curl-config'",
    say: ([, program]) => ({
      message: `A package has to be built from source, but there is no \`${program}\` here`,
      hint: BUILD_HINT,
    }),
  },
];

export const buildFailedCauses: readonly CauseRow[] = [
  {
    id: 'build-failed',
    pattern:
      /Failed to build\s+[`'](\S+?)[`']|Failed building wheel for (\S+)|Could not build wheels for (\S+?),|metadata-generation-failed|Build failures usually indicate|usually indicates a problem with the package|subprocess-exited-with-error/,
    example: 'ERROR: Failed building wheel for psutil',
    say: ([, uv, pip, old], { before, language }) => ({
      message: `${(uv ?? pip ?? old) ? `\`${uv ?? pip ?? old}\`` : 'A package'} could not be built from source`,
      hint: `The log shows why. ${BUILD_HINT}`,
      next: [...anyVersion(specOf(uv ?? pip ?? old)?.name), ...olderLanguage(before, language)],
    }),
  },
];

function needsPackage(built: Spec | undefined, needed: string, { before, language }: Context): Explanation {
  // Removed in setuptools 82.
  const isRemoved = needed.startsWith('pkg_resources');
  const what = isRemoved ? '`pkg_resources` of an older `setuptools`' : `\`${needed}\``;
  const name = needed.split('.')[0] ?? needed;
  return {
    message: `${nameOf(built)} has to be built from source. Its build needs ${what}, and the package does not declare that`,
    hint: `Choose a version that has a wheel for this Python${ifPythonIsChosen({ language }, ', or a Python version for which there is a wheel')}; enter what the build needs under *Builds from source*; or enter the URL of a wheel, which the package’s website may list`,
    next: [
      ...anyVersion(built?.name),
      ...(isRemoved ? buildWith('setuptools<82') : buildBeside(name)),
      ...olderLanguage(before, language),
    ],
  };
}

interface Spec {
  name: string;
  version?: string | undefined;
}

/** The package that pip or uv was building. */
function builtSpec(before: string): Spec | undefined {
  const names = [...before.matchAll(/Failed to build\s+[`'"]([^`'"\n]+)|^ *Collecting (\S+)/gm)].at(-1);
  return specOf(names?.[1] ?? names?.[2]);
}

function specOf(text: string | undefined): Spec | undefined {
  const [, name, rest] = /^([\w.-]+)(.*)/.exec(text ?? '') ?? [];
  return name ? { name, version: rest?.replace(/^==/, '') } : undefined;
}

function builtPackage(before: string): string {
  return nameOf(builtSpec(before));
}

function nameOf(spec: Spec | undefined): string {
  if (!spec) return 'A package';
  const { name, version } = spec;
  return `\`${name}${version ? (/^\d/.test(version) ? `==${version}` : version) : ''}\``;
}

function named(match: readonly (string | undefined)[]): string {
  const program = match.slice(1).find((group) => group !== undefined);
  return program ? ` (\`${program}\`)` : '';
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
