/** The presets of a site: those in its settings, and the `examples/` of the app that the settings name. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { collect, UserError } from '../base/errors.js';
import { appRoot } from '../base/program.js';
import { type PresetSetting, presetSchema, type SiteConfig } from '../site/settings/index.js';
import { presetFault } from './explain-preset.js';
import { makePreset, type Preset } from './preset.js';

type Offering = { config: Pick<SiteConfig, 'presets' | 'examples' | 'channels'> };

/** The usable presets, in the order of the settings. `create-kernel doctor` reports the others. */
export function listPresets(site: Offering): Preset[] {
  return presetIds(site).flatMap((id) => collect([], () => findPreset(id, site)) ?? []);
}

/** The ids of all presets, including those that cannot be used. */
export function presetIds({ config }: Offering): string[] {
  return [...new Set([...config.presets.map(({ id }) => id), ...config.examples])];
}

/** A preset of the settings overrides an example with the same id. @throws UserError `preset-unknown`, `preset-not-understood`. */
export function findPreset(id: string, site: Offering): Preset {
  const { presets, examples, channels } = site.config;
  const own = presets.find((preset) => preset.id === id);
  if (own) return parsedOnce(own, channels.default);
  if (examples.includes(id)) return parsedOnce(readExample(id), channels.default);
  throw new UserError('preset-unknown', { given: id, known: listPresets(site).map((preset) => preset.id) });
}

const parsed = new Map<string, { text: string; preset: Preset }>();

/** The settings are read for each request, but their packages are parsed again only if they have changed. */
function parsedOnce(setting: PresetSetting, default_channels: readonly string[]): Preset {
  const text = JSON.stringify([setting, default_channels]);
  const known = parsed.get(setting.id);
  if (known?.text === text) return known.preset;
  const preset = makePreset(setting, default_channels);
  parsed.set(setting.id, { text, preset });
  return preset;
}

/** @throws UserError `preset-not-understood`. */
function readExample(id: string): PresetSetting {
  const text = textOf(id);
  try {
    return presetSchema.parse({ ...parse(text), id });
  } catch (error) {
    throw new UserError('preset-not-understood', { id, reason: presetFault(error) });
  }
}

function textOf(id: string): string {
  try {
    return readFileSync(join(appRoot, 'examples', `${id}.yml`), 'utf8');
  } catch {
    throw new UserError('preset-not-understood', { id, reason: `\`examples/${id}.yml\` does not exist` });
  }
}
