import { RequestErrors } from '../../../base/errors.js';
import { readBuild, readBuildRecipe } from '../../../builds/builds.js';
import { createKernel } from '../../../kernels/requests/create.js';
import { recipeAfter } from '../../../kernels/requests/next-step.js';
import { orderGeneration } from '../../../kernels/requests/order-generation.js';
import { requestAgain } from '../../../kernels/requests/retry.js';
import { presetErrors, withAgreements, withoutAgreements } from '../../../presets/preset-rules.js';
import { findPreset } from '../../../presets/presets.js';
import type { Recipe } from '../../../recipe/recipe.js';
import { textsOfResources } from '../../../site/resources.js';
import { equipSite, readSite, type Site } from '../../../site/site.js';
import type { Command, Given } from '../../command.js';
import { awaitBuild, buildOptions } from '../../following/await-build.js';
import { presetOptions } from '../../recipe/input-options.js';

const [, agreeOption] = presetOptions;

/** Creates the kernel of a build again, for one that failed. */
export const retry: Command = {
  id: 'retry',
  description: 'Creates the kernel of a failed build again',
  arguments: [{ name: 'BUILD', description: 'the id of a build (see `builds`)' }],
  options: [
    { flag: '--step', value: 'ID', description: 'apply a change that the failed build offers' },
    agreeOption,
    ...buildOptions,
  ],
  async run(given, terminal) {
    const host = readSite();
    const build = await readBuild(given.text('BUILD'), host);
    const step = given.text('--step');
    const site = await equipSite(host);
    const options = { keep: given.flag('--keep'), job: textsOfResources(build.order.resources) };
    if (build.plan.onto) {
      const asked = await requestAgain(build, step, site);
      return awaitBuild(await orderGeneration(asked, site, options), { given, site, terminal });
    }
    const recipe = step ? await recipeAfter(build, step) : await readBuildRecipe(build);
    const { preset } = build.order;
    const asked = preset ? accepted(recipe, preset, host, given) : recipe;
    const ordered = await createKernel(asked, site, { ...options, ...(preset && { preset }) });
    return awaitBuild(ordered, { given, site, terminal });
  },
};

/** A licence is accepted for one build. @throws RequestErrors, UserError `preset-unknown`. */
function accepted(recipe: Recipe, id: string, site: Site, given: Given): Recipe {
  const preset = findPreset(id, site);
  const own = withoutAgreements(recipe, preset);
  const refused = presetErrors(preset, own, given.list(agreeOption.flag));
  if (refused.length > 0) throw new RequestErrors(refused);
  return withAgreements(own, preset);
}
