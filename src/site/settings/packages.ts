/** Settings: which packages can be installed, and from where. */
import * as z from 'zod';
import { credentialsFiles } from '../tools/credentials-files.js';
import { absolutePath, sources, texts } from './types.js';

export const packageSettings = {
  channels: z
    .strictObject({
      default: sources
        .default(['conda-forge'])
        .describe('Used after those that a person names, or alone. A recipe lists all of its channels.'),
      allowed: sources.optional().describe('Those that a recipe can name; by default, any.'),
      forbidden: sources.default([]).describe('Those that no recipe can name.'),
    })
    .prefault({})
    .describe('Conda channels.'),
  indexes: z
    .strictObject({
      default: sources
        .default([])
        .describe('Used if a recipe names none. If empty, the tools use their own default.'),
      allowed: sources.optional().describe('Those that a recipe can name; by default, any.'),
      forbidden: sources.default([]).describe('Those that no recipe can name.'),
    })
    .prefault({})
    .describe('Package indexes for pip and uv.'),
  package_hosts: texts.default([]).describe('Hosts from which packages can be installed by URL.'),
  forbidden_packages: texts.default([]).describe('Names of packages that no recipe can request.'),
  default_packages: texts.default([]).describe('Initial packages of the form, which a person can remove.'),
  required_packages: texts.default([]).describe('Packages that every kernel gets.'),
  credentials: z
    .strictObject(
      Object.fromEntries(
        Object.entries(credentialsFiles).map(([name, { description }]) => [
          name,
          absolutePath.optional().describe(description),
        ]),
      ),
    )
    .prefault({})
    .describe(
      'Files with mirrors and credentials. The tools get their paths; the app reads them only to mask their secret values in output, and never copies or prints them. A missing file is ignored.',
    ),
};
