/** Reads an unfinished form: chips for its packages, its problems, and a summary of the kernel. */

import { collect, type UserError } from '../../../base/errors.js';
import { problemsOf } from '../../../form/problems.js';
import { resourceTexts, type Submission } from '../../../form/submission.js';
import { suggestedName } from '../../../form/suggested-name.js';
import { type Kernel, listKernels } from '../../../kernels/kernelspec.js';
import { creation } from '../../../kernels/operations/index.js';
import { assessRequest } from '../../../kernels/requests/checked-request.js';
import { recentFreeSpace } from '../../../kernels/requests/checks/free-space.js';
import { withVersionModule } from '../../../kernels/requests/checks/version-module.js';
import { languageOf, languageOrDefault } from '../../../languages/index.js';
import { lookOf } from '../../../languages/looks.js';
import { installsFromChannels } from '../../../plan/asked-of-channels.js';
import { availableManagers, chooseManager } from '../../../plan/choose-manager.js';
import { environmentPaths } from '../../../plan/make-plan.js';
import { givenText } from '../../../reading/given-text.js';
import type { PlacedChannel } from '../../../recipe/channels/asked-channels.js';
import { isIndex } from '../../../recipe/channels/channel.js';
import { codeOf, readNotebook } from '../../../recipe/formats/files/notebook-file.js';
import { fromIndex, indexDifferences } from '../../../recipe/from-index.js';
import { serversAmong } from '../../../recipe/intake/request/servers.js';
import { kernelNameFrom } from '../../../recipe/name-from-title.js';
import { askedPackages } from '../../../recipe/package-fields.js';
import type { Recipe } from '../../../recipe/recipe.js';
import type { Summary, Understood } from '../../../shared/form/understood.js';
import { sentence } from '../../../shared/format.js';
import { locationOf } from '../../../site/locations.js';
import type { EquippedSite } from '../../../site/site.js';
import { makeChips } from './chips.js';

type ChosenManager = ReturnType<typeof chooseManager>;

/** `onto`: the kernel that the form changes. */
export async function understand(
  submission: Submission,
  site: EquippedSite,
  onto?: Kernel,
): Promise<Understood> {
  const typed = submission.values.kernel_name ?? '';
  const name = submission.recipe?.name ?? kernelNameFrom(typed);
  const errors: UserError[] = [...submission.errors];
  if (submission.recipe) errors.push(...(await refusals(submission.recipe, submission, site, onto)));
  const { manager, needed } = chosenFor(submission.draft, site);
  if (!submission.recipe && needed) errors.push(needed);
  const channels = channelsUsed(submission, manager, site);
  const suggested = suggestedName(submission.read, await listKernels(site));
  return {
    name,
    display_name: submission.recipe?.display_name || submission.values.display_name || typed || name,
    logo: lookOf(submission.draft?.language ?? (submission.values.kernel_language || undefined)).logo,
    chips: makeChips(submission, channels),
    ...(needed && submission.draft && { from_index: offerOf(needed, submission.draft) }),
    ...(suggested && { suggested_name: suggested }),
    servers: serversIn(submission),
    ...notebookView(submission),
    problems: problemsOf(errors),
    summary: await summarize({ name, manager, channels }, submission, site),
  };
}

function serversIn({ read, draft }: Submission): string[] {
  const left = read.notes.flatMap(({ server }) => server ?? []);
  return [...new Set([...left, ...serversAmong(draft ? askedPackages(draft) : [])])];
}

/** The notebook of the texts, or else the one that an earlier page was given. */
function notebookView({ notebook, values }: Submission): Pick<Understood, 'notebook'> {
  const given = notebook ?? givenText(values.kernel_notebook ?? '');
  const found = given.text === '' ? undefined : collect([], () => readNotebook(given));
  if (!found) return {};
  const cells = codeOf(found).filter((code) => code.trim() !== '').length;
  return { notebook: { cells, ...(given.name && { name: given.name }) } };
}

/** Why the packages should come from the index, and what differs there. */
function offerOf({ message }: UserError, draft: Recipe): string {
  return [message, ...indexDifferences(fromIndex(draft))].map(sentence).join(' ');
}

// A module may provide these. Loading one takes too long while a person types.
const providedByModules = ['language-version-missing', 'manager-missing', 'conda-needed'];

async function refusals(
  asked: Recipe,
  submission: Submission,
  site: EquippedSite,
  onto?: Kernel,
): Promise<readonly UserError[]> {
  const recipe = await withVersionModule(asked, site);
  const { errors } = await assessRequest({ ...creation.request(recipe), ...(onto && { onto }) }, site, {
    job: resourceTexts(submission),
  });
  return recipe.modules.length > 0 ? errors.filter(({ code }) => !providedByModules.includes(code)) : errors;
}

/** The channels that the build uses: the site's, if nothing names any. */
function channelsUsed(
  { channels }: Submission,
  manager: ChosenManager | undefined,
  { config }: EquippedSite,
): readonly PlacedChannel[] {
  const isSites =
    manager && installsFromChannels(manager) && channels.every(({ channel }) => isIndex(channel));
  if (!isSites) return channels;
  return [...config.channels.default.map((channel) => ({ channel, origin: 'site' as const })), ...channels];
}

interface UnderstoodRecipe {
  name: string;
  manager: ChosenManager | undefined;
  channels: readonly PlacedChannel[];
}

async function summarize(
  { name, manager, channels }: UnderstoodRecipe,
  { draft: recipe, values, read }: Submission,
  site: EquippedSite,
): Promise<Summary> {
  const asked = { name: name || 'NAME', location: recipe?.location ?? '' };
  const location = site.locations.some(({ id }) => id === asked.location)
    ? locationOf(site, asked.location)
    : locationOf(site, '');
  const free = await recentFreeSpace(location.path, site);
  return {
    manager: (recipe ? manager : likelyManager(values, site))?.label ?? '',
    channels: channels.map(({ channel }) => channel).filter((channel) => !isIndex(channel)),
    packages: recipe ? askedPackages(recipe).length : read.packages.length,
    language: languageWords(recipe, values, read),
    test: languageOrDefault(recipe?.language ?? values.kernel_language).tested,
    prefix: environmentPaths({ ...asked, location: location.id }, site, 1).prefix,
    ...(free && { free_bytes: free.file_system, total_bytes: free.total }),
    ...(free?.quota !== undefined && { quota_bytes: free.quota }),
  };
}

/** The manager that the fields name, or the first, where the text is not understood. */
function likelyManager(values: Submission['values'], site: EquippedSite): ChosenManager | undefined {
  const available = availableManagers(languageOrDefault(values.kernel_language), site);
  return available.find(({ id }) => id === values.kernel_manager) ?? available[0];
}

/** The typed ones and what was read, where a part of the text is not understood. */
function languageWords(
  recipe: Recipe | undefined,
  values: Submission['values'],
  read: Submission['read'],
): string {
  const { label } = recipe ? languageOf(recipe) : languageOrDefault(values.kernel_language || read.language);
  const version = recipe ? recipe.language_version : values.language_version || read.languageVersion;
  return `${label} ${version ?? ''}`.trim();
}

/** The manager for a recipe, which may lack a name; or the error that the site has none for conda channels. */
function chosenFor(
  recipe: Recipe | undefined,
  site: EquippedSite,
): { manager?: ChosenManager; needed?: UserError } {
  if (!recipe) return {};
  const errors: UserError[] = [];
  const manager = collect(errors, () => chooseManager(recipe, languageOf(recipe), site));
  const needed = recipe.modules.length > 0 ? undefined : errors.find(({ code }) => code === 'conda-needed');
  return { ...(manager && { manager }), ...(needed && { needed }) };
}
