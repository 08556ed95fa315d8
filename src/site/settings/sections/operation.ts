/** Settings: hooks, the command at the end, audit, administrators and links. */
import * as z from 'zod';
import { absolutePath, command, texts } from '../types.js';
import { historySettings } from './history.js';

const hook = z
  .strictObject({
    before: command.optional().describe('Runs before the first step of the phase.'),
    after: command.optional().describe('Runs after the last step of the phase.'),
  })
  .prefault({});

const settings = {
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
      'Commands before and after each phase of a build. If one fails, the build ends; after `publish`, the kernel stays. They get `CREATE_KERNEL_NAME`, `CREATE_KERNEL_PREFIX` and `CREATE_KERNEL_MANAGER`.',
    ),
  notify_command: command
    .optional()
    .describe(
      'A command that runs at the end of each build, for example to send mail. It gets the facts of the build as environment variables and has 60 seconds. If it fails, the result of the build stays the same.',
    ),
  audit: z
    .strictObject({
      file: absolutePath.optional().describe('The file to append the lines to.'),
      syslog: z.boolean().default(false).describe('Whether to write the lines to the system log.'),
    })
    .prefault({})
    .describe('One line of JSON for each ended build: user, kernel, size, seconds, result. Off by default.'),
  administrators: texts
    .default([])
    .describe('Users who can see the report of `create-kernel doctor` as a page.'),
  jupyter_url: z.string().optional().describe('The address that *Open Jupyter* links to.'),
  portal_url: z
    .string()
    .regex(/^https?:\/\/[\w.:/~%@-]+$/, 'an `https://` address without `?` and `#`')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe(
      'The address of this app on the portal, such as `https://ondemand.example.edu/pun/sys/create_kernel`. Links outside its pages begin with it: those of `create-kernel show --link`, and the link that a notebook shows after a `ModuleNotFoundError`, which opens the page that adds the module. Kernels made without this setting show none.',
    ),
  help_url: z.string().optional().describe('The address that *Help* links to.'),
};

/** The types do not include the settings that languages declare: history.ts reads them. */
export const operationSettings: typeof settings = { ...settings, ...historySettings };
