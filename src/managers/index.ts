import { conda, mamba, micromamba } from './conda/family.js';
import { rattler } from './conda/rattler/rattler.js';
import type { Manager } from './manager.js';
import { uv } from './uv.js';
import { venv } from './venv.js';

/** The package managers, by id; `auto` takes the first that is here and can do what the recipe asks. */
export const managers: Readonly<Record<string, Manager>> = { uv, venv, micromamba, mamba, conda, rattler };
