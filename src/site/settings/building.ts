/** Where builds run, and what they may take. */
import * as z from 'zod';
import { absolutePath, command, megabytes, texts } from './types.js';

/** What a job of the cluster may ask for. */
const range = (initial: number, most: number) =>
  z
    .strictObject({
      default: z.number().positive().default(initial).describe('What the form begins with.'),
      most: z.number().positive().default(most).describe('The most that a job may ask for.'),
    })
    .prefault({});

export const buildSettings = {
  build_on: z
    .strictObject({
      default: z.string().default('local').describe('`local`, or the id of a cluster.'),
      local: z.boolean().default(true).describe('Whether the portal host may build.'),
      nice: z
        .number()
        .int()
        .min(0)
        .max(19)
        .default(10)
        .describe('How much a build on the portal host yields to others.'),
      local_memory_megabytes: megabytes
        .optional()
        .describe('Most memory of a build on the portal host, where systemd runs for users.'),
      local_cpu_percent: z
        .number()
        .positive()
        .optional()
        .describe('Most processor time likewise; 100 is one processor.'),
      clusters_directory: absolutePath
        .default('/etc/ood/config/clusters.d')
        .describe('Open OnDemand’s descriptions of the clusters.'),
      clusters: texts
        .optional()
        .describe('Ids of the clusters to offer; all that the user may use, if it is absent.'),
      node: absolutePath
        .optional()
        .describe(
          'Node.js on the compute nodes; without it, the one on their search path, then the portal’s own path.',
        ),
      queues: texts
        .default([])
        .describe(
          'Queues or partitions to offer; the first is the default, none leaves it to the scheduler.',
        ),
      accounts: texts.default([]).describe('Accounts to offer; any may be typed where it is empty.'),
      hours: range(2, 24),
      cores: range(2, 16),
      memory_gigabytes: range(8, 64),
      native: texts
        .default([])
        .describe('Further arguments of the scheduler’s submit command, one word each.'),
    })
    .prefault({})
    .describe('Where builds run: on the portal host, or as a job of a cluster.'),
  jupyter_data: absolutePath
    .optional()
    .describe(
      'The Jupyter data directory of a user’s sessions, where kernels are published; `~/.local/share/jupyter` by default. Name it where sessions set `JUPYTER_DATA_DIR` or `XDG_DATA_HOME`: the app does not follow these variables of its own environment.',
    ),
  system_jupyter_path: z
    .array(absolutePath)
    .default(['/usr/local/share/jupyter', '/usr/share/jupyter'])
    .describe(
      'Directories of Jupyter’s data where sessions run, as its SYSTEM_JUPYTER_PATH has them; others, or none, where sessions run in a container.',
    ),
  central_kernels: z
    .array(absolutePath)
    .default([])
    .describe('Directories of central kernelspecs, besides those on Jupyter’s own path.'),
  quota_command: command
    .optional()
    .describe(
      'Prints the free bytes of the directory that is added as its last word, where the file system’s own figure is not the user’s quota.',
    ),
  limits: z
    .strictObject({
      log_megabytes: z.number().positive().default(500).describe('A build’s log is cut here.'),
      free_megabytes: megabytes
        .default(200)
        .describe('Free space that a location must have for a build to begin.'),
      free_files: z
        .number()
        .int()
        .nonnegative()
        .default(5000)
        .describe('The same for the number of files; a small environment has some thousands.'),
      environment_megabytes: megabytes.optional().describe('The largest environment that is published.'),
      builds: z
        .number()
        .int()
        .positive()
        .default(3)
        .describe('Builds of one user that run at the same time; others wait.'),
      upload_megabytes: z.number().positive().default(2).describe('The largest file that the form takes.'),
    })
    .prefault({})
    .describe('Limits for one user.'),
  retention: z
    .strictObject({
      generations: z
        .number()
        .int()
        .positive()
        .default(3)
        .describe('Generations of a kernel that are kept, the published one among them.'),
      log_days: z
        .number()
        .positive()
        .default(90)
        .describe('Builds that ended so long ago are forgotten, with their logs.'),
    })
    .prefault({})
    .describe('What is kept of the past.'),
};
