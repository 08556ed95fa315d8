/** How packages are built from source: with which versions of what their builds need, and with what is installed first. Pure. */
import { compareVersions } from '../../base/version.js';
import type { Recipe } from '../../recipe/recipe.js';
import type { PackageSpec } from '../../sources/specs/package-spec.js';
import type { Step } from '../../steps/plan.js';
import { command, write } from '../../steps/step.js';
import type { EnvironmentRequest } from '../manager.js';
import { indexOptions } from './pypi.js';

type BuildTool = 'pip' | 'uv';

/** The first pip with `--build-constraint`, which needs this Python: https://pip.pypa.io/en/stable/news/#v25-3 */
export const CONSTRAINING_PIP = '25.3';
const ITS_PYTHON = '3.9';

/** https://docs.astral.sh/uv/reference/environment/#uv_build_constraint */
const variables: Readonly<Record<BuildTool, string>> = {
  pip: 'PIP_BUILD_CONSTRAINT',
  uv: 'UV_BUILD_CONSTRAINT',
};

/** Whether a recipe says how packages are built. */
export function hasBuildOptions({ build_constraints, build_packages }: BuildFields): boolean {
  return build_constraints.length > 0 || build_packages.length > 0;
}

type BuildFields = Pick<Recipe, 'build_constraints' | 'build_packages'>;

/** Whether there is a pip for this Python that can do what the recipe says. */
export function canConstrain(recipe: BuildFields, python: string): boolean {
  return !hasBuildOptions(recipe) || compareVersions(python, ITS_PYTHON) >= 0;
}

/** Options of `lock.py` for what was installed with pip before the rest. */
export function buildReports({ recipe, paths }: Pick<EnvironmentRequest, 'recipe' | 'paths'>): string[] {
  return recipe.build_packages.length > 0 ? [`${paths.staging}/build-report.json`] : [];
}

/** The variables of a tool that may build. */
export function buildVariables(tool: BuildTool, request: EnvironmentRequest): Record<string, string> {
  const { constraints } = filesOf(request);
  return constraints.lines.length > 0 ? { [variables[tool]]: constraints.path } : {};
}

/** Without isolation, a build finds what is in the environment. */
export function buildOptions({ recipe }: Pick<EnvironmentRequest, 'recipe'>): string[] {
  return recipe.build_packages.length > 0 ? ['--no-build-isolation'] : [];
}

/** The files that these variables name, for a question before there is a plan. */
export function buildFiles(request: EnvironmentRequest): { path: string; text: string }[] {
  const { constraints } = filesOf(request);
  return constraints.lines.length > 0 ? [{ path: constraints.path, text: textOf(constraints) }] : [];
}

/** The steps before a tool installs; `install` is its command up to its options. */
export function buildSteps(tool: BuildTool, request: EnvironmentRequest, install: Installing): Step[] {
  const { recipe, host } = request;
  const { constraints, packages } = filesOf(request);
  const step = (id: string, title: string) => ({ id, phase: 'install' as const, title, tool });
  const limits = constraints.lines.length > 0 ? ['--constraint', constraints.path] : [];
  const report = tool === 'pip' ? buildReports(request).flatMap((path) => ['--report', path]) : [];
  const indexes = [...report, ...indexOptions(recipe, host)];
  const title = 'Install the tools that build packages from source';
  return [
    ...buildFiles(request).map(({ path, text }) =>
      write(step('write-build-constraints', 'Write the version limits for builds from source'), path, text),
    ),
    ...(packages.lines.length > 0
      ? [
          write(step('write-build-packages', 'Write the list of them'), packages.path, textOf(packages)),
          command(
            step('install-build-packages', title),
            [...install.words, ...indexes, '--requirement', packages.path, ...limits],
            { variables: install.variables },
          ),
        ]
      : []),
  ];
}

export interface Installing {
  words: string[];
  variables: Record<string, string>;
}

interface List {
  path: string;
  lines: readonly string[];
}

function filesOf({ recipe, paths }: EnvironmentRequest): { constraints: List; packages: List } {
  const lines = (specs: readonly PackageSpec[]) => specs.map(({ text }) => text);
  return {
    constraints: { path: `${paths.staging}/build-constraints.txt`, lines: lines(recipe.build_constraints) },
    packages: { path: `${paths.staging}/build-packages.txt`, lines: lines(recipe.build_packages) },
  };
}

function textOf({ lines }: List): string {
  return lines.map((line) => `${line}\n`).join('');
}
