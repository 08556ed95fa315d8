/** Makes the plan of a recipe on a site: all steps, in order. Pure. */
import { dirname } from 'node:path/posix';
import {
  type EnvironmentPaths,
  type EnvironmentPlan,
  type EnvironmentRequest,
  lockFiles,
} from '../managers/manager.js';
import { renderRecipe } from '../recipe/formats/recipe.js';
import { type Recipe, recipeToKeep } from '../recipe/recipe.js';
import { hostFor } from '../site/host.js';
import { locationOf } from '../site/locations.js';
import { stagingOf } from '../site/paths.js';
import type { Site } from '../site/site.js';
import { moduleLines } from '../steps/module-lines.js';
import { ownerFile } from '../steps/owner-file.js';
import type { Plan, Step } from '../steps/plan.js';
import { command, write } from '../steps/step.js';
import type { PlanContext } from './context.js';
import { withHooks } from './hooks.js';
import { compiledSteps } from './kernel/compiled-steps.js';
import { kernelSteps } from './kernel/kernel-steps.js';
import { asBuilt, makePlanRequest, type PlanRequest } from './plan-request.js';
import { withoutSecretValues } from './secret-variables.js';

/** Which generation is made, where, and by which operation. */
type PlanTarget = Omit<PlanContext, 'site'>;

/** Checks a recipe and plans it. @throws UserError or RequestErrors if it cannot be built here. */
export function makePlan(recipe: Recipe, { site, ...target }: PlanContext): Plan {
  return planRequest(makePlanRequest(recipe, site), target);
}

/** The plan of a request that is checked already. @throws UserError `location-unknown`. */
export function planRequest(asked: PlanRequest, target: PlanTarget): Plan {
  const { recipe, manager, site } = asked;
  const request = environmentRequest(asked, target);
  const context = { ...target, site };
  const { paths } = request;
  const { onto, kernel_id, operation = 'create' } = target;
  const environment = manager.plan(request);
  const kernel = kernelSteps({
    request,
    asked: recipe,
    module_lines: linesOf(asked) ?? [],
    version: environment.language_version,
    ...(environment.libraries && { libraries: environment.libraries }),
    manager: manager.id,
    context,
  });
  const steps = once([
    ...prepareSteps(request, context),
    ...moduleSteps(asked),
    ...environment.create,
    activateStep(environment.activate, kernel),
    keepRecipe(paths, recipe),
    ...environment.install,
    ...compiledSteps(request, {
      manager,
      earlier: asked.earlier?.prefix,
      again: onto === true && asked.earlier?.prefix === undefined,
    }),
    ...kernel.steps,
  ]).map((step) => withoutSecretValues(step, recipe));
  return {
    name: recipe.name,
    display_name: recipe.display_name || recipe.name,
    generation: context.generation,
    operation,
    ...(kernel_id && { kernel_id }),
    ...(onto && { onto }),
    ...(steps.some(namesSecrets) && { secrets: secretsFile(site.data_root, kernel_id ?? recipe.name) }),
    language: recipe.language,
    manager: manager.id,
    prefix: paths.prefix,
    kernel_directory: kernel.directory,
    staging: paths.staging,
    staged_kernels: kernel.staged,
    directory: `${paths.staging}/work`,
    absent: [paths.prefix, ...(onto ? [] : [kernel.directory])],
    lock: paths.lock,
    report: kernel.report,
    environment: site.environment,
    steps: withHooks(steps, site.config.hooks, {
      name: recipe.name,
      prefix: paths.prefix,
      manager: manager.id,
    }),
  };
}

/** Parts of a plan may need the same step, such as one that gets uv. */
function once(steps: readonly Step[]): Step[] {
  const texts = steps.map((step) => JSON.stringify(step));
  return steps.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
}

function namesSecrets({ action }: Step): boolean {
  return action.kind === 'command' && action.secrets !== undefined;
}

/** The only file besides the published kernel.json with the values of a kernel's secret variables. */
export function secretsFile(data_root: string, kernel_id: string): string {
  return `${data_root}/secrets/${kernel_id}.json`;
}

/** The request to the manager for one generation. @throws UserError `location-unknown`. */
export function environmentRequest(
  { recipe: asked, language, manager, packages, site, locked, earlier }: PlanRequest,
  { generation, home }: Pick<PlanTarget, 'generation' | 'home'>,
): EnvironmentRequest {
  const built = locked ?? earlier;
  const runtime = built?.runtime_version;
  const recipe = { ...asBuilt(asked, built), ...(runtime && { language_version: runtime }) };
  const usual = environmentPaths(recipe, site, generation, home);
  const paths = locked?.own_cache ? withOwnCache(usual, recipe, generation) : usual;
  const host = hostFor(manager, site);
  const from = { ...(locked && { locked }), ...(earlier?.keep && { earlier: earlier.keep }) };
  return { recipe, language, packages, paths, host, ...from };
}

/**
 * The paths of one generation; `recorded` is the kernel's own directory, if it is known.
 * @throws UserError `location-unknown`.
 */
export function environmentPaths(
  recipe: Pick<Recipe, 'name' | 'location'>,
  site: Pick<Site, 'locations' | 'jupyter_data' | 'data_root'>,
  generation: number,
  recorded?: string,
): EnvironmentPaths {
  const home = recorded ?? `${locationOf(site, recipe.location).path}/${recipe.name}`;
  const prefix = `${home}/${generation}`;
  return {
    home,
    prefix,
    staging: stagingOf(site.jupyter_data, recipe.name, generation),
    lock: `${prefix}/.create_kernel/${lockFiles.lock}`,
    caches: `${dirname(home)}/.package-cache`,
    tools: `${site.data_root}/tools`,
  };
}

/** A cache that no other generation uses. The usual one has what its builds compiled, which tools install again as it is. */
function withOwnCache(
  paths: EnvironmentPaths,
  { name }: Pick<Recipe, 'name'>,
  generation: number,
): EnvironmentPaths {
  return { ...paths, caches: `${paths.caches}/${name}-${generation}` };
}

function prepareSteps({ paths, recipe }: EnvironmentRequest, { kernel_id: id }: PlanContext): Step[] {
  const step = (id: string, title: string) => ({ id, phase: 'create' as const, title, tool: 'mkdir' });
  return [
    // Its files may hold the values of secret variables.
    command(step('make-staging', 'Create a private directory for temporary files'), [
      ...['install', '-d', '-m', '700', '--', paths.staging],
    ]),
    command(step('make-directories', 'Create the directories'), [
      ...['mkdir', '-p', '--', paths.home, `${paths.staging}/work`, paths.caches],
    ]),
    write(
      step('mark-directory', 'Record that the directory belongs to this kernel'),
      ownerFile(paths.home),
      `${JSON.stringify({ kernel: recipe.name, ...(id && { id }) })}\n`,
    ),
  ];
}

function activateStep(
  activate: EnvironmentPlan['activate'],
  { before, after }: { before: string; after: string },
): Step {
  const title = 'Activate the environment, and record what changes';
  return {
    id: 'activate-environment',
    phase: 'activate',
    title,
    action: { ...activate, record: { before, after } },
  };
}

/** The first step that writes to `.create_kernel`, the directory of the app's files in an environment. */
function keepRecipe(paths: EnvironmentPaths, recipe: Recipe): Step {
  const step = {
    id: 'keep-recipe',
    phase: 'install',
    title: 'Keep the recipe with the environment',
  } as const;
  return write(step, `${dirname(paths.lock)}/recipe.yml`, renderRecipe(recipeToKeep(recipe)));
}

function moduleSteps(asked: PlanRequest): Step[] {
  const lines = linesOf(asked);
  if (!lines) return [];
  const { recipe } = asked;
  return [
    {
      id: 'load-modules',
      phase: 'create',
      title: `Load the modules ${recipe.modules.join(', ')}`,
      tool: 'module',
      action: { kind: 'environment', lines },
    },
  ];
}

function linesOf({ recipe, modules_init, site }: PlanRequest): string[] | undefined {
  return modules_init ? moduleLines(recipe.modules, modules_init, site.config.modules) : undefined;
}
