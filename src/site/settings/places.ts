/** Where environments are made, and with which package managers. */
import * as z from 'zod';
import { absolutePath, address, id } from './types.js';

const enabled = z.boolean().default(true).describe('Whether people may use it.');
const manager = z
  .strictObject({
    enabled,
    path: absolutePath
      .optional()
      .describe('Where its program is; without it, it is looked for on the search path.'),
  })
  .prefault({});
// It comes with each Python.
const venv = z.strictObject({ enabled }).prefault({});

export const placeSettings = {
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
  data_root: absolutePath
    .optional()
    .describe('Where the app keeps its builds for a user; `~/ondemand/data/sys/create_kernel` by default.'),
  managers: z
    .strictObject({ uv: manager, venv, conda: manager, mamba: manager, micromamba: manager })
    .prefault({})
    .describe('The package managers.'),
  install_uv: z
    .boolean()
    .default(true)
    .describe(
      'Where the site has no uv, it is got once from the package index into the user’s data directory.',
    ),
  conda_installer: z
    .strictObject({
      url: address.describe('Where it is got from.'),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/, { error: 'a SHA-256 has 64 digits of 0-9 and a-f' })
        .describe('Its SHA-256: another file is not run.'),
    })
    .optional()
    .describe(
      'An installer that puts a private conda into the kernel’s own directory where the site has none.',
    ),
};
