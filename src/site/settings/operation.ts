/** What follows a build, and who looks after the site. */
import * as z from 'zod';
import { absolutePath, command, texts } from './types.js';

const hook = z
  .strictObject({
    before: command.optional().describe('Runs before the first step of the phase.'),
    after: command.optional().describe('Runs after its last step.'),
  })
  .prefault({});

export const operationSettings = {
  hooks: z
    .strictObject({
      create: hook,
      activate: hook,
      install: hook,
      register: hook,
      verify: hook,
      publish: hook,
    })
    .prefault({})
    .describe(
      'Commands before and after each phase of a build; one that fails ends the build, but after `publish` the kernel is there already. They are told `CREATE_KERNEL_NAME`, `CREATE_KERNEL_PREFIX` and `CREATE_KERNEL_MANAGER`.',
    ),
  ipython_history: z
    .boolean()
    .default(true)
    .describe('Whether kernels keep IPython’s history; its SQLite file blocks on some network file systems.'),
  audit: z
    .strictObject({
      file: absolutePath.optional().describe('One line of JSON for each build is added to it.'),
      syslog: z.boolean().default(false).describe('The same line goes to the system’s log.'),
    })
    .prefault({})
    .describe('A line for each build that ended: who, what, size, seconds, result. Off by default.'),
  administrators: texts.default([]).describe('Users who see the page that `create-kernel doctor` prints.'),
  jupyter_url: z.string().optional().describe('Where *Open Jupyter* leads.'),
  help_url: z.string().optional().describe('Where *Help* leads.'),
};
