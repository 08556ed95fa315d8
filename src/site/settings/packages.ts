/** What may be installed, and from where. */
import * as z from 'zod';
import { credentialsFiles } from '../tools/credentials-files.js';
import { absolutePath, sources, texts } from './types.js';

export const packageSettings = {
  channels: z
    .strictObject({
      default: sources.default(['conda-forge']).describe('Used where a recipe names none.'),
      allowed: sources.optional().describe('Those that a recipe may name; any, if it is absent.'),
      forbidden: sources.default([]).describe('Those that no recipe may name.'),
    })
    .prefault({})
    .describe('Conda channels.'),
  indexes: z
    .strictObject({
      default: sources
        .default([])
        .describe('Used where a recipe names none; the tools’ own where it is empty.'),
      allowed: sources.optional().describe('Those that a recipe may name; any, if it is absent.'),
      forbidden: sources.default([]).describe('Those that no recipe may name.'),
    })
    .prefault({})
    .describe('Package indexes for pip and uv.'),
  package_hosts: texts.default([]).describe('Hosts from which packages may be installed by their address.'),
  forbidden_packages: texts.default([]).describe('Names of packages that no recipe may ask for.'),
  default_packages: texts
    .default([])
    .describe('Packages that the form begins with; a person may take them out.'),
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
      'Files with mirrors and credentials. They are handed to the tools by their path and never read, copied or printed; one that a user has not is passed over.',
    ),
};
