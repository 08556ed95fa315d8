/**
 * The administrator's settings: everything that a site may set, in the order of the documentation that is made
 * from them (docs/admin.md): a description and an example stand at each. Every setting has a default, so that the
 * app works with no file at all.
 */
import * as z from 'zod';
import { collect, type UserError } from '../errors.js';
import { parseRecipe, recipeFields } from '../recipe/recipe.js';
import { checkVariable } from '../recipe/variables.js';

const absolutePath = z
  .string()
  .regex(/^[/~$]/, { error: 'a path begins with `/`, `~` or a variable' })
  .meta({ title: 'path' });
const address = z
  .string()
  .regex(/^(https?|file):\/\//, { error: 'an address begins with `https://`' })
  .meta({ title: 'address' });
const command = z
  .array(z.string())
  .min(1, { error: 'a command is a list of words' })
  .meta({ title: 'command, as a list of words' });
const id = z
  .string()
  .regex(/^[a-z][a-z0-9_-]*$/, {
    error: 'an id has small letters, digits, `-` and `_`, and begins with a letter',
  })
  .meta({ title: 'id' });
const texts = z.array(z.string());
const megabytes = z.number().nonnegative();

const manager = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Whether people may use it.'),
    path: absolutePath
      .optional()
      .describe('Where its program is; without it, it is looked for on the search path.'),
  })
  .prefault({});

/** What a job of the cluster may ask for. */
const range = (initial: number, most: number) =>
  z
    .strictObject({
      default: z.number().positive().default(initial).describe('What the form begins with.'),
      most: z.number().positive().default(most).describe('The most that a job may ask for.'),
    })
    .prefault({});

/** A preset's fields are checked when the settings are read, so that a mistake is told before a person meets it. */
const presetRecipe = z.record(z.string(), z.unknown()).superRefine((fields, context) => {
  for (const { message, field } of collected(() => parseRecipe({ name: 'preset', ...fields })))
    context.addIssue({ code: 'custom', message, path: field ? [field] : [] });
});

const recipeField = z.enum(recipeFields, {
  error: `a recipe has the fields ${recipeFields.map((field) => `\`${field}\``).join(', ')}`,
});

const agreement = z
  .strictObject({
    variable: z.string().describe('The variable.'),
    value: z.string().default('yes').describe('Its value once the box is ticked.'),
    label: z.string().min(1).describe('The words beside the box.'),
  })
  .superRefine(({ variable, value }, context) => {
    for (const { message } of collected(() => checkVariable(variable, value)))
      context.addIssue({ code: 'custom', message, path: ['variable'] });
  });

function collected(check: () => void): UserError[] {
  const errors: UserError[] = [];
  collect(errors, check);
  return errors;
}

/** A named recipe on the form. */
export const presetSchema = z.strictObject({
  id: id.describe('How an address (`?preset=ID`) and the command line (`--preset ID`) name it.'),
  title: z.string().min(1).describe('How the form names it.'),
  description: z.string().default('').describe('A sentence about it.'),
  recipe: presetRecipe.describe(
    'Fields of a recipe, as `create-kernel show` prints them; the name may be left out.',
  ),
  open: z
    .array(recipeField)
    .optional()
    .describe('Fields that a person may change; all of them where it is absent.'),
  agree: z
    .array(agreement)
    .default([])
    .describe('Variables while installing that are set only by ticking a box, such as a licence.'),
});

const hook = z
  .strictObject({
    before: command.optional().describe('Runs before the first step of the phase.'),
    after: command.optional().describe('Runs after its last step.'),
  })
  .prefault({});

export const siteSchema = z.strictObject({
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
    .strictObject({ uv: manager, venv: manager, conda: manager, mamba: manager, micromamba: manager })
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
  channels: z
    .strictObject({
      default: texts.default(['conda-forge']).describe('Used where a recipe names none.'),
      allowed: texts.optional().describe('Those that a recipe may name; any, if it is absent.'),
      forbidden: texts.default([]).describe('Those that no recipe may name.'),
    })
    .prefault({})
    .describe('Conda channels.'),
  indexes: z
    .strictObject({
      default: texts
        .default([])
        .describe('Used where a recipe names none; the tools’ own where it is empty.'),
      allowed: texts.optional().describe('Those that a recipe may name; any, if it is absent.'),
      forbidden: texts.default([]).describe('Those that no recipe may name.'),
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
    .strictObject({
      netrc: absolutePath.optional().describe('A netrc file of the user’s for indexes and channels.'),
      condarc: absolutePath
        .optional()
        .describe('A conda configuration of the user’s or the site’s, with mirrors and tokens.'),
      pip_config: absolutePath.optional().describe('A pip configuration of the user’s or the site’s.'),
      uv_config: absolutePath.optional().describe('A uv configuration of the user’s or the site’s.'),
    })
    .prefault({})
    .describe(
      'Files with mirrors and credentials. They are handed to the tools by their path and never read, copied or printed; one that a user has not is passed over.',
    ),
  search_path: z
    .array(absolutePath)
    .default([])
    .describe('Directories with programs, searched before the usual ones.'),
  interpreters: z
    .array(absolutePath)
    .default([])
    .describe('Python interpreters to offer besides those on the search path.'),
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
  central_kernels: z
    .array(absolutePath)
    .default([])
    .describe('Directories of central kernelspecs, besides those on Jupyter’s own path.'),
  quota_command: command
    .optional()
    .describe(
      'Prints the free bytes of a directory (its last word is the path) where the file system’s own figure is not the user’s quota.',
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
  presets: z.array(presetSchema).default([]).describe('Named recipes that the form offers.'),
  examples: z
    .array(id)
    .default([])
    .describe('Ids of the recipes in `examples/` that the form offers as presets too.'),
  form: z
    .strictObject({
      defaults: z.record(z.string(), z.string()).default({}).describe('Field id → what it begins with.'),
      help: z
        .record(z.string(), z.string())
        .default({})
        .describe('Field id → the words under it, in place of ours.'),
      hidden: texts.default([]).describe('Ids of fields that are not shown; their default counts.'),
    })
    .prefault({})
    .describe('The form.'),
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
});

export type SiteConfig = z.output<typeof siteSchema>;
export type PresetSetting = z.output<typeof presetSchema>;
