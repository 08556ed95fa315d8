/** The choices of the form for the site's GPUs, as variables of the build. Pure. */
import type { GpuChoice } from '../../../shared/form/create-page.js';
import type { SiteConfig } from '../../../site/settings/index.js';

/** Without a GPU, conda sees none, and uv takes the small variant of PyTorch. */
const NONE: GpuChoice = { title: 'No GPU', variables: { CONDA_OVERRIDE_CUDA: '', UV_TORCH_BACKEND: 'cpu' } };
/** As pip, uv and conda decide by themselves on the host that builds. */
const UNCHANGED: GpuChoice = { title: 'Choose for me', variables: {} };

/** Empty if the site has no GPUs. */
export function gpuChoices({ gpus }: Pick<SiteConfig, 'gpus'>): GpuChoice[] {
  if (gpus.length === 0) return [];
  const each = gpus.map(({ title, cuda, torch_backend, index }) => ({
    title: `${title} (CUDA ${cuda})`,
    variables: { CONDA_OVERRIDE_CUDA: cuda, ...(torch_backend && { UV_TORCH_BACKEND: torch_backend }) },
    ...(index && { channel: `extra-index-url=${index}` }),
  }));
  return [UNCHANGED, ...each, NONE];
}
