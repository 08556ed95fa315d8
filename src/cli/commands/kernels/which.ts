import { delimiter, dirname, join } from 'node:path';
import { UserError } from '../../../base/errors.js';
import { originOf } from '../../../kernels/built-environment.js';
import { findKernel } from '../../../kernels/find-kernel.js';
import { readReport } from '../../../kernels/generation.js';
import { homeOf } from '../../../kernels/home.js';
import { type Kernel, listKernels, readKernel } from '../../../kernels/kernelspec.js';
import { keptKernelspec } from '../../../kernels/moves/kernelspec-file.js';
import { recipeOf } from '../../../kernels/stored-recipe.js';
import { readSite, type Site } from '../../../site/site.js';
import { type Command, exits } from '../../command.js';
import { kernelText, sayFault } from './show.js';

/** Prints what the kernel around this process is: by the variables that each kernel has. */
export const which: Command = {
  id: 'which',
  description: 'Inside a notebook: prints its kernel, generation, recipe and packages',
  arguments: [],
  options: [],
  async run(given, terminal) {
    const { CREATE_KERNEL_NAME: name, CREATE_KERNEL_GENERATION: number } = process.env;
    if (!name) throw new UserError('kernel-not-inside', {});
    const kernel = await kernelAround(name, number, readSite());
    const { generation } = originOf(kernel);
    const running = Number(number) || generation;
    const shown = ofGeneration(kernel, running);
    const { recipe, errors } = recipeOf(shown);
    const prefix = originOf(shown).prefix;
    const report = readReport(prefix);
    if (given.json)
      await terminal.print(
        JSON.stringify({
          ...{
            name: kernel.name,
            display_name: kernel.display_name,
            generation: running,
            published: generation,
          },
          ...{ prefix, recipe, packages: report?.packages },
        }),
      );
    else await terminal.write(kernelText({ kernel: shown, recipe, report }));
    sayFault(errors, terminal);
    if (kernel.name !== name) terminal.say(`note: \`${name}\` is \`${kernel.name}\` now`);
    if (running !== generation)
      terminal.say(
        `note: the launcher now starts generation ${generation} of \`${kernel.name}\`: shut the kernel down and start it again to use it`,
      );
    return exits.done;
  },
};

/**
 * The kernel that this process is in. It may have another name since, and another kernel the old one: where its programs
 * are does not change. @throws UserError as findKernel.
 */
async function kernelAround(name: string, generation: string | undefined, site: Site): Promise<Kernel> {
  const kernels = generation ? (await listKernels(site)).filter(({ owner }) => owner === 'ours') : [];
  // The innermost of several kernels, such as that of `exec` in a notebook, is the first one on the search path.
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    const found = kernels.find((kernel) => directory === join(homeOf(kernel) ?? '', generation ?? '', 'bin'));
    if (found) return found;
  }
  return findKernel(name, site);
}

/** The kernel as the process around this one runs it, by the kernelspec that its generation keeps. */
function ofGeneration(kernel: Kernel, generation: number): Kernel {
  const origin = originOf(kernel);
  if (generation === origin.generation) return kernel;
  const prefix = join(homeOf(kernel) ?? dirname(origin.prefix), String(generation));
  const { display_name, directory } = kernel;
  const kept = readKernel(kernel.name, keptKernelspec(prefix), false);
  // The generation may be deleted meanwhile.
  return { ...kernel, origin: { ...origin, generation, prefix }, ...kept, display_name, directory };
}
