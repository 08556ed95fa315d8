/** Makes the model of the page *Create*: the site's fields, the typed values and the problems. */

import type { UserError } from '../../../base/errors.js';
import { problemsOf } from '../../../form/problems.js';
import { TAKE_SERVERS } from '../../../form/servers.js';
import { presetOf } from '../../../form/site-form.js';
import { defaultLanguage, languageOrDefault } from '../../../languages/index.js';
import { installsFromChannels } from '../../../plan/asked-of-channels.js';
import { availableManagers } from '../../../plan/choose-manager.js';
import type { Preset } from '../../../presets/preset.js';
import { agreeId } from '../../../presets/preset-rules.js';
import { listPresets } from '../../../presets/presets.js';
import { formatLabels } from '../../../recipe/formats/index.js';
import type { CreatePage, GpuChoice, MyRecipeView, RetryCause } from '../../../shared/form/create-page.js';
import type { FormField } from '../../../shared/form/form-field.js';
import { formatSize } from '../../../shared/format.js';
import type { Frame } from '../../../shared/frame.js';
import { policyErrors } from '../../../site/policy.js';
import type { SiteConfig } from '../../../site/settings/index.js';
import type { EquippedSite } from '../../../site/site.js';
import { isAboutNotebook, isBasic } from '../../form/fields/form-definition.js';
import { siteFields } from '../../form/fields/site-fields.js';
import { type Updated, updateFields } from '../../form/filling/update-fields.js';
import { type FieldState, viewOf } from '../field-view.js';

export interface FormState extends FieldState, Updated {
  /** The values were sent, and are shown again. */
  sent?: true;
  errors?: readonly UserError[];
  retry_of?: string;
  retry_cause?: RetryCause;
  /** The kernel that the form begins with, and what was left out of it. */
  like?: { display_name: string; notes: readonly string[] };
  my_recipes?: readonly MyRecipeView[];
  from_recipe?: string;
  saved?: CreatePage['saved'];
  /** The kernels that it can begin with. */
  bases?: readonly { name: string; display_name: string }[];
}

export function makeCreatePage(
  form: FormField[],
  site: EquippedSite,
  state: FormState,
): Omit<CreatePage, keyof Frame> {
  const problems = problemsOf(state.errors ?? []);
  // A draft may have changed what failed, so it is no problem of the whole form.
  const marked = state.retry_cause ? [...problems, state.retry_cause] : problems;
  const preset = presetOf(state.values, site);
  const fields = siteFields(form, site, {
    preset,
    modules: state.known?.kernel_modules,
    language: state.values.kernel_language,
  }).map((field) => viewOf(field, state, marked));
  const advanced = fields.filter(({ id }) => !isBasic(id) && !isAboutNotebook(id));
  const notebook_fields = fields.filter(({ id }) => isAboutNotebook(id));
  const agree = preset && agreeFields(preset).map((field) => viewOf(field, state, problems));
  return {
    basic: fields.filter(({ id }) => isBasic(id)),
    advanced,
    notebook_fields,
    advanced_open: advanced.some(({ problem }) => problem),
    problems,
    presets: preset ? [] : listPresets(site).map(aboutOf),
    ...(preset && agree && { preset: { ...aboutOf(preset), agree } }),
    gpus: gpuChoices(site.config),
    solve: site.config.form.solve,
    look_up: site.config.form.look_up,
    example_command: exampleCommand(site),
    take_servers: state.values[TAKE_SERVERS] === '1',
    sent: state.sent ?? false,
    test: languageOrDefault(state.values.kernel_language).tested,
    upload_formats: formatLabels(),
    intake_hosts: site.config.intake.hosts,
    upload_most: formatSize(site.config.limits.upload_megabytes * 1e6),
    upload_bytes: Math.round(site.config.limits.upload_megabytes * 1e6),
    bases: (state.bases ?? []).map(({ name, display_name }) => ({ name, display_name })),
    my_recipes: state.my_recipes ?? [],
    ...(state.from_recipe && { from_recipe: state.from_recipe }),
    ...(state.saved && { saved: state.saved }),
    ...(state.like && { like: state.like }),
    ...(state.retry_of && { retry_of: state.retry_of }),
    ...(state.update_of && { update_of: state.update_of }),
    ...(state.upgrade && { upgrade: state.upgrade }),
    hidden_fields: updateFields(state),
    ...(state.retry_cause && { retry_cause: state.retry_cause }),
  };
}

function aboutOf({ id, title, description }: Preset): CreatePage['presets'][number] {
  return { id, title, description };
}

function agreeFields({ agree }: Preset): FormField[] {
  return agree.map(({ variable, label }) => ({
    id: agreeId(variable),
    widget: 'check_box',
    label,
    required: false,
  }));
}

const EXAMPLE_PACKAGES = 'geopandas rasterio';
const EXAMPLE_CHANNEL = 'conda-forge';

/** An install command that this site can follow: it has a manager for it, and allows its channel. */
export function exampleCommand(site: EquippedSite): string {
  if (!availableManagers(defaultLanguage, site).some(installsFromChannels))
    return `pip install ${EXAMPLE_PACKAGES}`;
  const refused = policyErrors({ channels: [EXAMPLE_CHANNEL], packages: [] }, site);
  return `conda install ${refused.length > 0 ? '' : `-c ${EXAMPLE_CHANNEL} `}${EXAMPLE_PACKAGES}`;
}

/** Without a GPU, conda sees none, and uv takes the small variant of PyTorch. */
const NO_GPU: GpuChoice = {
  title: 'No GPU',
  variables: { CONDA_OVERRIDE_CUDA: '', UV_TORCH_BACKEND: 'cpu' },
};
/** As pip, uv and conda decide by themselves on the host that builds. */
const ANY_GPU: GpuChoice = { title: 'Choose for me', variables: {} };

/** The choices for the site's GPUs, as variables of the build; empty if it has none. */
export function gpuChoices({ gpus }: Pick<SiteConfig, 'gpus'>): GpuChoice[] {
  if (gpus.length === 0) return [];
  const each = gpus.map(({ title, cuda, torch_backend, index }) => ({
    title: `${title} (CUDA ${cuda})`,
    variables: { CONDA_OVERRIDE_CUDA: cuda, ...(torch_backend && { UV_TORCH_BACKEND: torch_backend }) },
    ...(index && { channel: `extra-index-url=${index}` }),
  }));
  return [ANY_GPU, ...each, NO_GPU];
}
