/** Settings: where environments are made, and with which package managers. */
import * as z from 'zod';
import { managers } from '../../../managers/index.js';
import type { Manager } from '../../../managers/manager.js';
import { absolutePath, id } from '../types.js';

const common = {
  enabled: z.boolean().default(true).describe('Whether people can use it.'),
  path: absolutePath
    .optional()
    .describe('The path of its program; by default, the first on the search path.'),
};

const settings = {
  locations: z
    .array(
      z.strictObject({
        id: id.describe('Its id in recipes.'),
        title: z.string().describe('Its title on the form.'),
        path: absolutePath.describe('The directory, which is made if it does not exist.'),
        purged_after_days: z
          .number()
          .int()
          .positive()
          .optional()
          .describe(
            'The site deletes files here that were not used for this many days. The pages and `list` warn about kernels with such files.',
          ),
      }),
    )
    .default([])
    .describe(
      'Directories where environments can be made; the first is the default. `${USER}`, `${HOME}` and other variables are expanded.',
    ),
  directory_owners: z
    .array(z.string())
    .default([])
    .describe(
      'Users, in addition to root, who can own a directory above those of the app, such as the leader of a group with a location in its project directory.',
    ),
  shared_directories: z
    .array(absolutePath)
    .default([])
    .describe(
      'Directories that other users can write on purpose, with everything in them. Any other directory of the app must belong to the user and must not be writable by anyone else.',
    ),
  data_root: absolutePath
    .optional()
    .describe(
      'The user’s directory for builds and other data of the app; by default `~/ondemand/data/sys/create_kernel`.',
    ),
  managers: z
    .strictObject(Object.fromEntries(Object.values(managers).map((each) => [each.id, managerSettings(each)])))
    .prefault({})
    .describe('The package managers.'),
};

interface ManagerConfig {
  enabled: boolean;
  path?: string | undefined;
}

/** The settings of every package manager, and those that it declares itself. */
function managerSettings({
  program,
  settings: own,
}: Manager): z.ZodType<ManagerConfig, Partial<ManagerConfig> | undefined> {
  const shape: typeof common = { ...common, ...own?.shape };
  const all = z.strictObject(shape);
  return (program ? all : all.omit({ path: true })).prefault({});
}

/** The types do not include top-level settings that package managers declare: each reads its own. */
export const placeSettings: typeof settings = {
  ...settings,
  ...Object.fromEntries(
    Object.values(managers).flatMap(({ site_settings }) => Object.entries(site_settings?.shape ?? {})),
  ),
};
