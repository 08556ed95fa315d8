/** Settings: programs, variables and certificates for the tools of a build. */
import * as z from 'zod';
import { interpreterKind } from '../../../sources/runtime/interpreter.js';
import { absolutePath, listedPath } from '../types.js';

export const toolSettings = {
  search_path: z
    .array(absolutePath)
    .default([])
    .describe('Directories with programs, searched before the usual search path.'),
  interpreters: z
    .array(absolutePath)
    .default([])
    .describe(`${interpreterKind.label} interpreters to offer in addition to those on the search path.`),
  helper_directory: absolutePath
    .optional()
    .describe(
      'A shared directory for the app’s own Python environments, which start kernels of environments without a Jupyter client and install conda packages; by default, each user has them in the data directory.',
    ),
  conda_package_caches: z
    .array(listedPath)
    .default([])
    .describe(
      'Package caches of conda that the site shares, as in conda’s `pkgs_dirs`: conda, mamba, micromamba and rattler take the packages that are unpacked there, and download others to the user’s cache.',
    ),
  environment: z
    .record(z.string(), z.string())
    .default({})
    .describe('Environment variables for every tool that a build runs, such as proxies.'),
  ca_bundle: absolutePath
    .optional()
    .describe('A file with the certificates that every tool trusts; by default, the host’s.'),
  modules: z
    .strictObject({
      init: absolutePath.optional().describe('The module system’s initialisation file for bash.'),
      purge: z.boolean().default(false).describe('Whether to run `module purge` before loading modules.'),
    })
    .prefault({})
    .describe('Environment modules (Lmod or Environment Modules).'),
};
