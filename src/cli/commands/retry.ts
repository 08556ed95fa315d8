import { RequestErrors, UserError } from '../../base/errors.js';
import type { Build } from '../../builds/build.js';
import { readBuild, readBuildRecipe } from '../../builds/builds.js';
import { kernelOfBuild } from '../../kernels/find-kernel.js';
import { updating } from '../../kernels/operations/index.js';
import { perform } from '../../kernels/operations/perform.js';
import { createKernel } from '../../kernels/requests/create.js';
import { recipeAfter } from '../../kernels/requests/next-step.js';
import { orderGeneration } from '../../kernels/requests/order-generation.js';
import { requestAfter } from '../../kernels/requests/retry.js';
import { updateAgain } from '../../kernels/update/update-again.js';
import { presetErrors, withAgreements, withoutAgreements } from '../../presets/preset-rules.js';
import { findPreset } from '../../presets/presets.js';
import type { Recipe } from '../../recipe/recipe.js';
import { textsOfResources } from '../../site/resources.js';
import { equipSite, readSite, type Site } from '../../site/site.js';
import { type Command, exits, type Given } from '../command.js';
import { awaitBuild, buildOptions } from '../following/await-build.js';
import type { Terminal } from '../output/terminal.js';
import { presetOptions } from '../recipe/recipe-options.js';

const [, agreeOption] = presetOptions;

/** Creates the kernel of a build again, for one that failed. */
export const retry: Command = {
  id: 'retry',
  description: 'Creates the kernel of a failed build again',
  arguments: [{ name: 'BUILD', description: 'the id of a build (see `builds`)' }],
  options: [
    { flag: '--step', value: 'ID', description: 'with a change that the build has offered' },
    agreeOption,
    ...buildOptions,
  ],
  async run(given, terminal) {
    const host = readSite();
    const build = await readBuild(given.text('BUILD'), host);
    const step = given.text('--step');
    const site = await equipSite(host);
    const adds = (build.state.cause?.next ?? []).some(({ id, add }) => id === step && add);
    if (adds && build.plan.onto) {
      const asked = await requestAfter(build, step, site);
      const ordered = await orderGeneration(asked, site, { keep: given.flag('--keep') });
      return awaitBuild(ordered, { given, site, terminal });
    }
    if (build.plan.operation === updating.id) return retryUpdate(build, host, { given, terminal });
    const recipe = step ? await recipeAfter(build, step) : await readBuildRecipe(build);
    const { preset, resources } = build.order;
    const asked = preset ? accepted(recipe, preset, host, given) : recipe;
    const options = {
      keep: given.flag('--keep'),
      job: textsOfResources(resources),
      ...(preset && { preset }),
    };
    return awaitBuild(await createKernel(asked, site, options), { given, site, terminal });
  },
};

/** @throws UserError `next-step-unknown`: an update is done again only with a change. */
async function retryUpdate(
  build: Build,
  host: Site,
  { given, terminal }: { given: Given; terminal: Terminal },
): Promise<number> {
  const kernel = await kernelOfBuild(build, host);
  const known = (build.state.cause?.next ?? []).filter(({ upgrade }) => upgrade);
  const step = known.find(({ id }) => id === given.text('--step'));
  const again = kernel && step && (await updateAgain(kernel, build, step, host));
  if (!again)
    throw new UserError('next-step-unknown', {
      given: given.text('--step'),
      known: known.map(({ id }) => id),
    });
  const site = await equipSite(host);
  const options = { keep: given.flag('--keep') };
  const performed = await perform(updating, { kernel, given: { ...again }, options }, site);
  return 'ordered' in performed ? awaitBuild(performed.ordered, { given, site, terminal }) : exits.done;
}

/** A licence is accepted for one build. @throws RequestErrors, UserError `preset-unknown`. */
function accepted(recipe: Recipe, id: string, site: Site, given: Given): Recipe {
  const preset = findPreset(id, site);
  const own = withoutAgreements(recipe, preset);
  const refused = presetErrors(preset, own, given.list(agreeOption.flag));
  if (refused.length > 0) throw new RequestErrors(refused);
  return withAgreements(own, preset);
}
