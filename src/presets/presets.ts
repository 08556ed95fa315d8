/** The presets that a site offers: those of its settings, and those of the app's own `examples/` that it names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { collect, UserError } from '../base/errors.js';
import { appRoot } from '../base/program.js';
import { type PresetSetting, presetSchema, type SiteConfig } from '../site/settings/index.js';
import { reasonOf } from './explain-preset.js';
import { makePreset, type Preset } from './preset.js';

type Offering = { config: Pick<SiteConfig, 'presets' | 'examples'> };

/** In the order of the settings. One that cannot be used is left out: `create-kernel doctor` tells why. */
export function listPresets(site: Offering): Preset[] {
  return presetIds(site).flatMap((id) => collect([], () => findPreset(id, site)) ?? []);
}

/** The ids of all, whether they can be used or not. */
export function presetIds({ config }: Offering): string[] {
  return [...new Set([...config.presets.map(({ id }) => id), ...config.examples])];
}

/** A site's own preset takes the place of an example of the same id. @throws UserError `preset-unknown`, `preset-not-understood`. */
export function findPreset(id: string, site: Offering): Preset {
  const own = site.config.presets.find((preset) => preset.id === id);
  if (own) return makePreset(own);
  if (site.config.examples.includes(id)) return makePreset(readExample(id));
  throw new UserError('preset-unknown', { given: id, known: listPresets(site).map((preset) => preset.id) });
}

/** @throws UserError `preset-not-understood`. */
export function readExample(id: string): PresetSetting {
  const text = textOf(id);
  try {
    return presetSchema.parse({ ...parse(text), id });
  } catch (error) {
    throw new UserError('preset-not-understood', { id, why: reasonOf(error) });
  }
}

function textOf(id: string): string {
  try {
    return readFileSync(join(appRoot, 'examples', `${id}.yml`), 'utf8');
  } catch {
    throw new UserError('preset-not-understood', { id, why: `there is no \`examples/${id}.yml\`` });
  }
}
