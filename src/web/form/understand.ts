/** Reads an unfinished form: chips for its packages, its problems, and a summary of the kernel. */

import { collect, type UserError } from '../../base/errors.js';
import { problemsOf } from '../../form/problems.js';
import { resourceTexts, type Submission } from '../../form/submission.js';
import { creation } from '../../kernels/operations/index.js';
import { assessRequest } from '../../kernels/requests/checked-request.js';
import { withVersionModule } from '../../kernels/requests/version-module.js';
import { languageOf } from '../../languages/index.js';
import { lookOf } from '../../languages/looks.js';
import { chooseManager } from '../../plan/choose-manager.js';
import { environmentPaths } from '../../plan/make-plan.js';
import { kernelNameFrom } from '../../recipe/name.js';
import type { Recipe } from '../../recipe/recipe.js';
import type { Chip, Summary, Understood } from '../../shared/view-models.js';
import { type EquippedSite, locationOf } from '../../site/site.js';
import { recentFreeSpace } from '../pages/free-space.js';

// A page becomes slow with a chip for each word of a long text.
const CHIP_LIMIT = 500;

export async function understand(submission: Submission, site: EquippedSite): Promise<Understood> {
  const typed = submission.values.kernel_name ?? '';
  const name = submission.recipe?.name ?? kernelNameFrom(typed);
  const errors: UserError[] = [...submission.errors];
  if (submission.recipe) errors.push(...(await refusals(submission.recipe, submission, site)));
  return {
    name,
    display_name: submission.recipe?.display_name || submission.values.display_name || typed || name,
    logo: lookOf(submission.draft?.language ?? (submission.values.kernel_language || undefined)).logo,
    chips: makeChips(submission).slice(0, CHIP_LIMIT),
    problems: problemsOf(errors),
    summary: await summarize(name, submission, site),
  };
}

// A module may provide these. Loading one takes too long while a person types.
const providedByModules = ['language-version-missing', 'manager-missing'];

async function refusals(
  asked: Recipe,
  submission: Submission,
  site: EquippedSite,
): Promise<readonly UserError[]> {
  const recipe = await withVersionModule(asked, site);
  const { errors } = await assessRequest(creation.request(recipe), site, {
    job: resourceTexts(submission),
  });
  return recipe.modules.length > 0 ? errors.filter(({ code }) => !providedByModules.includes(code)) : errors;
}

function makeChips({ read, notes }: Submission): Chip[] {
  return [
    ...read.read.map(
      ({ from, became }): Chip => ({
        kind: 'package',
        value: became,
        label: from === became ? became : `${from} → ${became}`,
      }),
    ),
    ...(read.languageVersion
      ? [{ kind: 'version', value: read.languageVersion, label: `version ${read.languageVersion}` } as const]
      : []),
    ...read.channels.map((channel): Chip => ({ kind: 'channel', value: channel, label: channel })),
    ...read.errors.map((error): Chip => ({ kind: 'problem', value: '', label: error.message })),
    ...notes.map((note): Chip => ({ kind: 'note', value: '', label: note })),
  ];
}

async function summarize(
  name: string,
  { draft: recipe, values }: Submission,
  site: EquippedSite,
): Promise<Summary> {
  const asked = { name: name || 'NAME', location: recipe?.location ?? '' };
  const location = site.locations.some(({ id }) => id === asked.location)
    ? locationOf(site, asked.location)
    : locationOf(site, '');
  const free = await recentFreeSpace(location.path, site);
  return {
    manager: recipe ? managerOf(recipe, site) : (values.kernel_manager ?? ''),
    language: recipe ? `${languageOf(recipe).label} ${recipe.language_version}`.trim() : '',
    prefix: environmentPaths({ ...asked, location: location.id }, site, 1).prefix,
    ...(free && { free_bytes: free.file_system, total_bytes: free.total }),
    ...(free?.quota !== undefined && { quota_bytes: free.quota }),
  };
}

function managerOf(recipe: Recipe, site: EquippedSite): string {
  const language = languageOf(recipe);
  return collect([], () => chooseManager(recipe, language, site))?.label ?? '';
}
