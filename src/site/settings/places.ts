/** Where environments are made, and with which package managers. */
import * as z from 'zod';
import { managers } from '../../managers/index.js';
import type { Manager } from '../../managers/manager.js';
import { absolutePath, id } from './types.js';

const common = {
  enabled: z.boolean().default(true).describe('Whether people may use it.'),
  path: absolutePath
    .optional()
    .describe('Where its program is; without it, it is looked for on the search path.'),
};

const settings = {
  locations: z
    .array(
      z.strictObject({
        id: id.describe('How a recipe names it.'),
        title: z.string().describe('How the form names it.'),
        path: absolutePath.describe('The directory; it is made where it is not there.'),
      }),
    )
    .default([])
    .describe(
      'Where environments may be made; the first is the default. `${USER}`, `${HOME}` and other variables are filled in.',
    ),
  directory_owners: z
    .array(z.string())
    .default([])
    .describe(
      'Users besides root who may own a directory above those of the app, such as the leader of a group whose project directory has a location.',
    ),
  shared_directories: z
    .array(absolutePath)
    .default([])
    .describe(
      'Directories that others may write on purpose, with everything in them. Any other directory of the app has to belong to the user, and be writable for nobody else.',
    ),
  data_root: absolutePath
    .optional()
    .describe('Where the app keeps its builds for a user; `~/ondemand/data/sys/create_kernel` by default.'),
  managers: z
    .strictObject(Object.fromEntries(Object.values(managers).map((each) => [each.id, managerSettings(each)])))
    .prefault({})
    .describe('The package managers.'),
};

interface ManagerConfig {
  enabled: boolean;
  path?: string | undefined;
}

/** What every manager has, and what it declares itself. */
function managerSettings({
  program,
  settings: own,
}: Manager): z.ZodType<ManagerConfig, Partial<ManagerConfig> | undefined> {
  const shape: typeof common = { ...common, ...own?.shape };
  const all = z.strictObject(shape);
  return (program ? all : all.omit({ path: true })).prefault({});
}

/** The types do not show the settings that managers have at the top level: each manager reads its own. */
export const placeSettings: typeof settings = {
  ...settings,
  ...Object.fromEntries(
    Object.values(managers).flatMap(({ site_settings }) => Object.entries(site_settings?.shape ?? {})),
  ),
};
