import * as z from 'zod';
import type { ArgumentMeta } from '../operations/arguments.js';

/** What an update asks for. */
export const updateArguments = z.object({
  add: z
    .array(z.string())
    .default([])
    .describe('a package to add, or a text that asks for one, such as an error message')
    .meta({ word: { name: 'PACKAGE', takes: 'any number' } } satisfies ArgumentMeta),
  remove: z
    .array(z.string())
    .default([])
    .describe('a package to remove, with what only it needs')
    .meta({ value: 'PACKAGE' } satisfies ArgumentMeta),
  upgrade: z
    .union([z.boolean(), z.array(z.string())])
    .default(false)
    .describe('take the newest versions of these packages, or of all')
    .meta({ value: 'PACKAGE' } satisfies ArgumentMeta),
  accept_guesses: z
    .boolean()
    .default(false)
    .describe('install packages that are guessed from the name of an import'),
  run_notebook: z
    .string()
    .default('')
    .describe(
      'a notebook that has to run in the new environment, in an empty directory, before that is published',
    )
    .meta({ file: true, value: 'FILE' } satisfies ArgumentMeta),
  notebook_minutes: z.coerce
    .string()
    .default('')
    .describe('the time limit of the notebook; by default the site’s')
    .meta({ value: 'MINUTES' } satisfies ArgumentMeta),
  accept_notebook_failure: z
    .boolean()
    .default(false)
    .describe('publish the new environment even if the notebook fails'),
});

export type UpdateArguments = z.output<typeof updateArguments>;
