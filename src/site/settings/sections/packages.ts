/** Settings: which packages can be installed, and from where. */
import * as z from 'zod';
import { publicText } from '../../../sources/public-text.js';
import { credentialsFiles } from '../../tools/credentials-files.js';
import { absolutePath, sources, texts } from '../types.js';

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
  intake: z
    .strictObject({
      hosts: texts
        .default([])
        .describe(
          'Hosts from which a person can give a file or the archive of a repository by its URL: exact host names, with the port if it is not 443. List the hosts to which they redirect too, such as `codeload.github.com` for `github.com`. If the list is empty, no URL is read.',
        ),
      megabytes: z.number().positive().default(20).describe('Size limit of what is read from a URL.'),
      git: z
        .boolean()
        .default(true)
        .describe(
          'Whether a URL that ends with `.git` is read by the host’s `git`, if there is one: its newest commit only, without logins, hooks and redirections; submodules only if `?submodules` follows. Otherwise, the archive of the repository is read.',
        ),
    })
    .prefault({})
    .describe('Texts that people give by URL. They are read over `https` and not kept.'),
  forbidden_packages: texts.default([]).describe('Names of packages that no recipe can request.'),
  default_packages: texts.default([]).describe('Initial packages of the form, which a person can remove.'),
  required_packages: texts.default([]).describe('Packages that every kernel gets.'),
  gpus: z
    .array(
      z.strictObject({
        title: z.string().min(1).describe('Its name in the form, such as `A100 nodes`.'),
        cuda: z
          .string()
          .regex(/^\d+(\.\d+)?$/)
          .describe('The newest version of CUDA that its driver supports. Sets `CONDA_OVERRIDE_CUDA`.'),
        torch_backend: z
          .string()
          .regex(/^[a-z0-9.]+$/)
          .optional()
          .describe(
            'The variant of PyTorch that uv installs for it, such as `cu128`. Sets `UV_TORCH_BACKEND`.',
          ),
        index: publicText
          .optional()
          .describe('A package index with variants for it, which pip and uv use in addition to the others.'),
      }),
    )
    .default([])
    .describe(
      'The GPUs that kernels can run on. If there are any, the form offers a choice between them, and no GPU.',
    ),
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
