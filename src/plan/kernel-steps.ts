/** Register, verify, publish: from an activated environment to a kernel in the launcher. The same for every manager. */
import { basename, dirname } from 'node:path/posix';
import type { Request } from '../managers/manager.js';
import { withoutSecrets } from '../recipe/recipe.js';
import { isSecret } from '../recipe/variables.js';
import type { Step } from '../steps/plan.js';
import { command, write } from '../steps/step.js';
import type { PlanContext } from './context.js';
import { makeProbe, reportPath } from './probe.js';
import kernelspecProgram from './programs/kernelspec.py';

interface KernelPlan {
  /** The published kernelspec's directory. */
  directory: string;
  /** The directory that holds the staged one. */
  staged: string;
  report: string;
  /** The environment before and after activation, as `env -0` prints it. */
  before: string;
  after: string;
  steps: Step[];
}

interface Given {
  request: Request;
  /** The language version, as far as it is known. */
  version: string;
  /** The manager's id. */
  manager: string;
  context: PlanContext;
}

export function kernelSteps(given: Given): KernelPlan {
  const { recipe, places } = given.request;
  const { staging } = places;
  const kernels = `${given.context.site.jupyter_data}/kernels`;
  const plan = {
    directory: `${kernels}/${recipe.name}`,
    staged: `${staging}/kernels`,
    report: reportPath(staging),
    before: `${staging}/before.env`,
    after: `${staging}/after.env`,
  };
  return {
    ...plan,
    steps: [...registerSteps(given, plan), ...verifySteps(given, plan), ...publishSteps(given, plan)],
  };
}

type Paths = Omit<KernelPlan, 'steps'>;

function registerSteps(given: Given, { staged, before, after }: Paths): Step[] {
  const { recipe, language, places } = given.request;
  const program = `${places.staging}/kernelspec.py`;
  const definition = `${places.staging}/kernel.json`;
  const step = (id: string, title: string) => ({ id, phase: 'register' as const, title, tool: 'kernelspec' });
  const argv = [
    ...[language.python(places.prefix), '-I', program, '--environment', before, after],
    ...['--definition', definition, '--output', `${staged}/${recipe.name}`],
  ];
  return [
    write(
      step('write-definition', 'Write down what the kernel shall be'),
      definition,
      `${JSON.stringify(definitionOf(given), null, 1)}\n`,
    ),
    write(
      step('write-register-program', 'Write the program that makes the kernelspec'),
      program,
      kernelspecProgram,
    ),
    command(step('make-kernelspec', 'Make the kernelspec, aside from the launcher'), argv),
  ];
}

function definitionOf({ request, version, manager, context }: Given): object {
  const { recipe, language, places, host } = request;
  return {
    argv: [
      ...language.argv(places.prefix, version),
      ...(host.config.ipython_history ? [] : language.without_history),
    ],
    display_name: recipe.display_name || recipe.name,
    language: language.kernel_language,
    metadata: {
      debugger: true,
      create_kernel: {
        version: context.version,
        generation: context.generation,
        prefix: places.prefix,
        manager,
        recipe: withoutSecrets(recipe),
      },
    },
    variables: recipe.kernel_variables,
    ...(Object.entries(recipe.kernel_variables).some(isSecret) && { private: true }),
    isolate: language.isolate,
    isolate_set: language.isolate_set,
    logos: language.logos(places.prefix),
  };
}

function verifySteps({ request }: Given, { staged }: Paths): Step[] {
  const { recipe, language, places } = request;
  const { prefix, staging } = places;
  // The site's own packages have to work too.
  const whole = { ...recipe, packages: request.packages.map(({ text }) => text) };
  const probe = makeProbe(whole, staging, {
    python: language.python(prefix),
    kernel: recipe.name,
    kernels: staged,
    prefix,
  });
  const step = (id: string, title: string) => ({ id, phase: 'verify' as const, title, tool: 'probe' });
  return [
    ...probe.files.map(({ path, title, text }) => write(step(`write-${basename(path)}`, title), path, text)),
    // As a Jupyter job would start it: the kernelspec alone must bring everything.
    command(step('try-kernel', 'Start the kernel, run a cell, import each package'), probe.argv, {
      clean: true,
    }),
  ];
}

function publishSteps({ request, context, manager }: Given, { directory, staged, report }: Paths): Step[] {
  const { recipe, places } = request;
  const kept = `${places.prefix}/.create_kernel`;
  const record = {
    name: recipe.name,
    generation: context.generation,
    manager,
    version: context.version,
    kernel_directory: directory,
  };
  const step = (id: string, title: string, tool = 'mv') => ({ id, phase: 'publish' as const, title, tool });
  return [
    write(
      step('keep-record', 'Keep a record of this generation'),
      `${kept}/generation.json`,
      `${JSON.stringify(record, null, 1)}\n`,
    ),
    command(step('keep-report', 'Keep what was found out about it', 'cp'), [
      'cp',
      '--',
      report,
      `${kept}/report.json`,
    ]),
    command(step('make-kernels-directory', 'Make the directory of your kernels', 'mkdir'), [
      'mkdir',
      '-p',
      '--',
      dirname(directory),
    ]),
    command(step('publish-kernel', 'Put the kernel into the launcher'), [
      'mv',
      '-T',
      '--',
      `${staged}/${recipe.name}`,
      directory,
    ]),
    command(step('tidy-up', 'Remove what was temporary', 'rm'), ['rm', '-rf', '--', places.staging]),
  ];
}
