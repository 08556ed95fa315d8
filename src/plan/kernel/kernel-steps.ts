/** Register, verify, publish: from an activated environment to a kernel in the launcher. The same for every manager. */
import { basename } from 'node:path/posix';
import { isolatedVariables } from '../../languages/language.js';
import { helperSteps } from '../../managers/helper/helper.js';
import type { EnvironmentRequest } from '../../managers/manager.js';
import { plainRecipe, type Recipe, recipeToKeep } from '../../recipe/recipe.js';
import { openVariables } from '../../recipe/secret-variables.js';
import { kernelsDirectory } from '../../site/paths.js';
import { historyArguments } from '../../site/settings/sections/history.js';
import type { Step } from '../../steps/plan.js';
import { command, write } from '../../steps/step.js';
import type { PlanContext } from '../context.js';
import { kernelClient, type ProgramRunner, runnerFor } from '../helper.js';
import fillProgram from '../programs/fill.py';
import kernelspecProgram from '../programs/kernelspec.py';
import { secretNames } from '../secret-variables.js';
import { makeProbe, probeTitle, reportPath } from './probe.js';
import { GENERATION_SCHEMA, publishSteps } from './publish-steps.js';
import { renderStart, startFiles, startLines, startWords } from './start-program.js';

interface KernelPlan {
  /** The published kernelspec's directory. */
  directory: string;
  /** The directory with the staged kernelspec in it. */
  staged: string;
  report: string;
  /** The list of the environment's files. */
  manifest: string;
  /** The environment before and after activation, as `env -0` prints it. */
  before: string;
  after: string;
  steps: Step[];
}

interface KernelRequest {
  request: EnvironmentRequest;
  /** The recipe as it was requested. */
  asked: Recipe;
  /** The commands that load its environment modules. */
  module_lines: readonly string[];
  /** The language version, as far as it is known before the build. */
  version: string;
  /** What LD_LIBRARY_PATH has to be for the environment's Python to start, if anything. */
  libraries?: string;
  /** The manager's id. */
  manager: string;
  context: PlanContext;
}

export function kernelSteps(given: KernelRequest): KernelPlan {
  const { recipe, paths } = given.request;
  const { staging } = paths;
  const plan = {
    directory: `${kernelsDirectory(given.context.site.jupyter_data)}/${recipe.name}`,
    staged: `${staging}/kernels`,
    report: reportPath(staging),
    manifest: `${staging}/manifest`,
    before: `${staging}/before.env`,
    after: `${staging}/after.env`,
  };
  const runner = runnerFor(given.request.language, paths.prefix, given.context.site, staging);
  return {
    ...plan,
    steps: [
      ...helperSteps(kernelClient, runner, { phase: 'register', request: given.request }),
      ...registerSteps(given, plan, runner),
      ...verifySteps(given, plan, runner),
      ...publishSteps({ ...given, ...plan, staged: `${plan.staged}/${recipe.name}` }),
    ],
  };
}

type Paths = Omit<KernelPlan, 'steps'>;

function registerSteps(
  given: KernelRequest,
  { staged, before, after }: Paths,
  { words }: ProgramRunner,
): Step[] {
  const { recipe, paths } = given.request;
  const program = `${paths.staging}/kernelspec.py`;
  const definition = `${paths.staging}/kernel.json`;
  const kept = `${paths.prefix}/.create_kernel/kernelspec`;
  const step = (id: string, title: string) => ({ id, phase: 'register' as const, title, tool: 'kernelspec' });
  const argv = [
    ...[...words, program, '--environment', before, after],
    ...['--definition', definition, '--output', kept],
    ...(given.module_lines.length > 0 ? ['--activation', startFiles(paths.prefix).activation] : []),
  ];
  return [
    ...startSteps(given),
    write(
      step('write-definition', 'Write the definition of the kernel'),
      definition,
      `${JSON.stringify(definitionOf(given), null, 1)}\n`,
    ),
    write(
      step('write-register-program', 'Write the program that writes the kernelspec'),
      program,
      kernelspecProgram,
    ),
    command(step('make-kernelspec', 'Write the kernelspec that the generation keeps'), argv),
    ...hookSteps(given, kept),
    ...fillSteps(given, words, { kept, output: `${staged}/${recipe.name}` }),
  ];
}

/** The file goes where the kernelspec is, so that it knows the name of the kernel. */
function hookSteps({ request: { language }, context }: KernelRequest, kept: string): Step[] {
  const { missing_module } = language;
  if (!missing_module || !context.site.config.portal_url) return [];
  const title = 'Write the program that links to this app if a notebook lacks a module';
  const step = { id: 'write-hook', phase: 'register', title } as const;
  return [write(step, `${kept}/${missing_module.file}`, missing_module.text)];
}

/** A kernel with modules is started by a program that the generation keeps. */
function startSteps({ request, module_lines, context }: KernelRequest): Step[] {
  const { recipe, paths } = request;
  if (module_lines.length === 0) return [];
  const title = 'Write the program that loads the modules when the kernel starts';
  const text = renderStart({
    lines: startLines(module_lines, context.site.environment),
    modules: recipe.modules,
    keep: Object.keys(recipe.kernel_variables),
    prefix: paths.prefix,
  });
  const step = { id: 'write-start-program', phase: 'register', title } as const;
  return [write(step, startFiles(paths.prefix).program, text)];
}

/** Copies the kernelspec that the generation keeps, with the values of secret variables, to verify and publish it. */
function fillSteps(
  { request }: KernelRequest,
  words: string[],
  { kept, output }: { kept: string; output: string },
): Step[] {
  const { recipe, paths } = request;
  const program = `${paths.staging}/fill.py`;
  const names = secretNames(recipe.kernel_variables);
  const step = (id: string, title: string) => ({ id, phase: 'register' as const, title, tool: 'kernelspec' });
  return [
    write(step('write-fill-program', 'Write the program that copies the kernelspec'), program, fillProgram),
    command(
      step('fill-kernelspec', 'Copy the kernelspec outside the launcher, and fill in secret values'),
      [...words, program, '--kernelspec', kept, '--output', output],
      names.length > 0 ? { secrets: { of: 'kernel_variables', names } } : {},
    ),
  ];
}

function definitionOf({ request, asked, module_lines, version, manager, context }: KernelRequest): object {
  const { recipe, language, paths } = request;
  const { config } = context.site;
  return {
    argv: [
      ...(module_lines.length > 0 ? startWords(paths.prefix) : []),
      ...language.argv(paths.prefix, version),
      ...historyArguments(language, config),
      ...(config.portal_url ? (language.missing_module?.argv(config.portal_url) ?? []) : []),
    ],
    display_name: recipe.display_name || recipe.name,
    language: language.kernel_language,
    metadata: {
      ...language.metadata,
      create_kernel: {
        schema: GENERATION_SCHEMA,
        ...(context.kernel_id && { id: context.kernel_id }),
        version: context.version,
        generation: context.generation,
        home: paths.home,
        prefix: paths.prefix,
        manager,
        ...(context.build && { build: context.build.id }),
        ...(context.preset && { preset: context.preset }),
        // Launchers read kernel.json often, and the generation has the lock.
        recipe: { ...plainRecipe(recipeToKeep(asked)), lock: '' },
      },
    },
    features: language.features ?? {},
    variables: { ...openVariables(recipe.kernel_variables), ...whichVariables(recipe, context) },
    secrets: secretNames(recipe.kernel_variables),
    isolate: isolatedVariables(language.isolation),
    isolate_set: language.isolation.set,
    logos: language.logos(paths.prefix),
  };
}

/** By these, a notebook knows what it runs (`create-kernel which`). */
function whichVariables({ name }: Pick<Recipe, 'name'>, { generation }: PlanContext): Record<string, string> {
  return { CREATE_KERNEL_NAME: name, CREATE_KERNEL_GENERATION: String(generation) };
}

function verifySteps(
  { request, context, libraries }: KernelRequest,
  { staged, manifest }: Paths,
  runner: ProgramRunner,
): Step[] {
  const { recipe, language, paths } = request;
  const { prefix, staging } = paths;
  // The packages that the site adds have to work too.
  const whole = { ...recipe, packages: request.packages };
  const { notebook_minutes: minutes } = context.site.config;
  const probe = makeProbe(whole, staging, {
    notebook_minutes: Number(recipe.notebook_minutes) || Math.min(minutes.default, minutes.most),
    language,
    runner,
    kernel: recipe.name,
    kernels: staged,
    prefix,
    manifest,
  });
  const step = (id: string, title: string) => ({ id, phase: 'verify' as const, title, tool: 'probe' });
  return [
    ...probe.files.map(({ path, title, text, not_kept }) =>
      write(step(`write-${basename(path)}`, title), path, text, { not_kept }),
    ),
    // As a Jupyter job starts it: the kernelspec alone must set up everything.
    {
      ...command(step('try-kernel', probeTitle(language, recipe)), probe.argv, {
        clean: true,
        // For the probe only: the kernel gets its modules from its own start program.
        ...(libraries && { variables: { LD_LIBRARY_PATH: libraries } }),
      }),
      gives: 'report',
    },
  ];
}
