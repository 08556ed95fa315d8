import type { Reader } from '../../reading/reader.js';
import { apt } from './apt.js';
import { environment } from './environments/environment.js';
import { kernelJson } from './kernel-json.js';
import { condaLock } from './locks/conda-lock.js';
import { explicit } from './locks/explicit.js';
import { pipfileLock } from './locks/pipfile-lock.js';
import { pixiLock } from './locks/pixi-lock.js';
import { poetryLock } from './locks/poetry-lock.js';
import { pylock } from './locks/pylock.js';
import { uvLock } from './locks/uv-lock.js';
import { pipfile } from './projects/pipfile.js';
import { pixi } from './projects/pixi.js';
import { pyproject } from './projects/pyproject.js';
import { scriptBlock } from './projects/script-block.js';
import { setupCfg } from './projects/setup-cfg.js';
import { setupPy } from './projects/setup-py.js';
import { recipe } from './recipe.js';
import { requirements } from './requirements/requirements.js';
import { runtime } from './runtime.js';

/** The readers of file formats, by id. A new one is a file in this directory and a line here. */
export const formats: Readonly<Record<string, Reader>> = {
  // A recipe has a key `packages` too.
  pixiLock,
  condaLock,
  recipe,
  environment,
  requirements,
  pyproject,
  pixi,
  scriptBlock,
  explicit,
  pylock,
  uvLock,
  poetryLock,
  pipfile,
  pipfileLock,
  setupCfg,
  setupPy,
  apt,
  runtime,
  kernelJson,
};

/** What can be read from a file, in alphabetical order. */
export function formatLabels(): string[] {
  return Object.values(formats)
    .map(({ label }) => label)
    .sort();
}
