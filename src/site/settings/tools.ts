/** What the tools of a build find on the host. */
import * as z from 'zod';
import { absolutePath } from './types.js';

export const toolSettings = {
  search_path: z
    .array(absolutePath)
    .default([])
    .describe('Directories with programs, searched before the usual ones.'),
  interpreters: z
    .array(absolutePath)
    .default([])
    .describe('Python interpreters to offer besides those on the search path.'),
  helper_directory: absolutePath
    .optional()
    .describe(
      'Where the app’s own Python, which starts kernels of languages without one, is shared by everybody; each user has one in the data directory by default.',
    ),
  environment: z
    .record(z.string(), z.string())
    .default({})
    .describe('Variables for every tool that a build runs, such as proxies.'),
  ca_bundle: absolutePath
    .optional()
    .describe('Certificates that every tool trusts; the host’s own by default.'),
  modules: z
    .strictObject({
      init: absolutePath.optional().describe('The module system’s initialisation file for bash.'),
      purge: z.boolean().default(false).describe('Unload everything first.'),
    })
    .prefault({})
    .describe('Environment modules (Lmod or Environment Modules).'),
};
