/** Settings: where builds run, and their limits. */
import * as z from 'zod';
import { absolutePath, command, megabytes, texts } from '../types.js';

/** A resource of a cluster job. */
const range = (initial: number, most: number) =>
  z
    .strictObject({
      default: z.number().positive().default(initial).describe('The initial value of the form.'),
      most: z.number().positive().default(most).describe('The maximum for a job.'),
    })
    .prefault({});

export const buildSettings = {
  build_on: z
    .strictObject({
      default: z
        .string()
        .default('local')
        .describe('Where builds run by default: `local` (the portal host), or the id of a cluster.'),
      local: z.boolean().default(true).describe('Whether builds can run on the portal host.'),
      nice: z
        .number()
        .int()
        .min(0)
        .max(19)
        .default(10)
        .describe('The nice value of builds on the portal host.'),
      local_memory_megabytes: megabytes
        .optional()
        .describe('Memory limit of a build on the portal host, where systemd runs for users.'),
      local_cpu_percent: z
        .number()
        .positive()
        .optional()
        .describe(
          'Processor limit of a build on the portal host, where systemd runs for users; 100 is one processor.',
        ),
      clusters_directory: absolutePath
        .default('/etc/ood/config/clusters.d')
        .describe('The directory of Open OnDemand’s cluster files.'),
      clusters: texts
        .optional()
        .describe('Ids of the clusters to offer; by default, all that the user can use.'),
      node: absolutePath
        .optional()
        .describe(
          'Path of Node.js on the compute nodes; by default, `node` on their search path, then the portal’s path.',
        ),
      queues: texts
        .default([])
        .describe(
          'Queues or partitions to offer; the first is the default. If empty, the scheduler chooses.',
        ),
      accounts: texts.default([]).describe('Accounts to offer. If empty, people can type any account.'),
      hours: range(2, 24),
      cores: range(2, 16),
      memory_gigabytes: range(8, 64),
      native: texts
        .default([])
        .describe('Additional arguments of the scheduler’s submit command, one word each.'),
    })
    .prefault({})
    .describe('Where builds run: on the portal host, or as a cluster job.'),
  jupyter_data: absolutePath
    .optional()
    .describe(
      'The Jupyter data directory of users’ sessions, where kernels are published; by default `~/.local/share/jupyter`. Set it if sessions set `JUPYTER_DATA_DIR` or `XDG_DATA_HOME`; the app ignores these variables in its own environment.',
    ),
  host_builds: z
    .strictObject({
      most: z
        .number()
        .int()
        .positive()
        .optional()
        .describe('Builds of all users that run on one host at the same time; others wait.'),
      directory: absolutePath
        .default('/run/lock/create_kernel')
        .describe(
          'The directory in which builds of one host count each other. The site makes it, on the host’s local disk and with mode 1777.',
        ),
    })
    .prefault({})
    .describe('A limit for each host that builds, in addition to the limit for each user.'),
  system_jupyter_path: z
    .array(absolutePath)
    .default(['/usr/local/share/jupyter', '/usr/share/jupyter'])
    .describe(
      'Jupyter’s system data directories (its SYSTEM_JUPYTER_PATH) on the hosts of Jupyter sessions. Change it if sessions run in a container.',
    ),
  central_kernels: z
    .array(absolutePath)
    .default([])
    .describe('Additional directories of central kernelspecs, that is, kernels for all users.'),
  quota_command: command
    .optional()
    .describe(
      'A command that prints how many bytes are free in a directory. The directory is added as its last argument. Needed if the file system does not report the user’s quota.',
    ),
  notebook_minutes: z
    .strictObject({
      default: z
        .number()
        .int()
        .positive()
        .default(10)
        .describe('How long it may run by default. After that, its cell is stopped and the build fails.'),
      most: z.number().int().positive().default(60).describe('The longest time that a person can choose.'),
    })
    .prefault({})
    .describe('Time limits for a notebook that is run in a new kernel before the kernel is published.'),
  limits: z
    .strictObject({
      log_megabytes: z.number().positive().default(500).describe('A build’s log is truncated at this size.'),
      free_megabytes: megabytes
        .default(200)
        .describe('Free space that a location needs before a build starts.'),
      free_files: z
        .number()
        .int()
        .nonnegative()
        .default(5000)
        .describe(
          'Free files (inodes) that a location needs before a build starts; a small environment has thousands of files.',
        ),
      environment_megabytes: megabytes
        .optional()
        .describe('Size limit of an environment; a larger one is not published.'),
      builds: z.number().int().positive().default(3).describe('Concurrent builds of one user; others wait.'),
      upload_megabytes: z.number().positive().default(2).describe('Size limit of an uploaded file.'),
      preview_seconds: z
        .number()
        .positive()
        .default(50)
        .describe(
          'How long a package manager may take for a preview. The web server has to wait longer: Apache’s `Timeout` is 60 seconds by default.',
        ),
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
        .describe('Generations (numbered environments) of a kernel to keep, including the published one.'),
      undo_hours: z
        .number()
        .nonnegative()
        .default(24)
        .describe('Hours in which the removal of a kernel can be undone. After that, its space is freed.'),
      log_days: z
        .number()
        .positive()
        .default(90)
        .describe('Days after their end when builds and their logs are deleted.'),
    })
    .prefault({})
    .describe('How long builds and old generations are kept.'),
};
