/**
 * The administrator's YAML: everything that a site may set. Every setting has a default, so that the app works
 * with no file at all. Read from `/etc/ood/config/apps/create_kernel/*.yml` in the order of their names, where
 * Open OnDemand keeps an app's settings; CREATE_KERNEL_SITE names another file or directory.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import * as z from 'zod';
import { UserError } from '../errors.js';

export const SITE_DIRECTORY = '/etc/ood/config/apps/create_kernel';

const absolutePath = z.string().regex(/^[/~$]/, { error: 'a path begins with `/`, `~` or a variable' });

const manager = z
  .strictObject({
    /** Whether people may use it. */
    enabled: z.boolean().default(true),
    /** Where its program is; without it, it is looked for on the search path. */
    path: absolutePath.optional(),
  })
  .prefault({});

export const siteSchema = z.strictObject({
  /** Where environments may be made. `${USER}`, `${HOME}` and other variables are filled in. */
  locations: z
    .array(z.strictObject({ id: z.string().regex(/^[a-z0-9_-]+$/), title: z.string(), path: absolutePath }))
    .default([]),
  /** Where the app keeps its builds for a user; default `~/ondemand/data/sys/create_kernel`. */
  data_root: absolutePath.optional(),
  managers: z
    .strictObject({
      uv: manager,
      venv: manager,
      conda: manager,
      mamba: manager,
      micromamba: manager,
    })
    .prefault({}),
  /** uv is installed once from the package index into the user's data directory where the site has none. */
  install_uv: z.boolean().default(true),
  /** An installer that puts a private conda into the kernel's own directory where the site has none. */
  conda_installer: z
    .strictObject({
      url: z.string().regex(/^(https?|file):\/\//),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    })
    .optional(),
  /** Conda channels: the default ones, and those that a recipe may name (any, if the list is absent). */
  channels: z
    .strictObject({
      default: z.array(z.string()).default(['conda-forge']),
      allowed: z.array(z.string()).optional(),
    })
    .prefault({}),
  /** Package indexes for pip and uv, likewise; the tools' own default where none is given. */
  indexes: z
    .strictObject({ default: z.array(z.string()).default([]), allowed: z.array(z.string()).optional() })
    .prefault({}),
  /** Hosts from which packages may be installed by their address. */
  package_hosts: z.array(z.string()).default([]),
  /** Directories with programs, searched before the usual ones. */
  search_path: z.array(absolutePath).default([]),
  /** Python interpreters to offer besides those on the search path. */
  interpreters: z.array(absolutePath).default([]),
  /** Variables for every tool that a build runs, such as proxies. */
  environment: z.record(z.string(), z.string()).default({}),
  /** Certificates that every tool trusts; the host's own by default. */
  ca_bundle: absolutePath.optional(),
  modules: z
    .strictObject({
      /** The module system's initialisation file for bash. */
      init: absolutePath.optional(),
      /** Unload everything first. */
      purge: z.boolean().default(false),
    })
    .prefault({}),
  /** Directories of central kernelspecs, besides those on Jupyter's own path. */
  central_kernels: z.array(absolutePath).default([]),
  /** Prints the free bytes of a directory (its last word is the path) where the file system's own figure is not the user's quota. */
  quota_command: z.array(z.string()).min(1).optional(),
  limits: z
    .strictObject({
      /** A build's log is cut here, in megabytes. */
      log_megabytes: z.number().positive().default(500),
      /** Free space that must be left in a location for a build to begin, in megabytes. */
      free_megabytes: z.number().nonnegative().default(200),
      /** The same for the number of files; a small environment has some thousands. */
      free_files: z.number().int().nonnegative().default(5000),
      /** Builds of one user that run at the same time; others wait. */
      builds: z.number().int().positive().default(3),
      upload_megabytes: z.number().positive().default(2),
    })
    .prefault({}),
  /** Where *Open Jupyter* leads. */
  jupyter_url: z.string().optional(),
  help_url: z.string().optional(),
});

export type SiteConfig = z.output<typeof siteSchema>;

/**
 * Reads the site's settings; later files add to earlier ones setting by setting.
 * @throws UserError `site-not-understood`, with the file, the line and the setting.
 */
export function readSiteConfig(place = process.env.CREATE_KERNEL_SITE ?? SITE_DIRECTORY): SiteConfig {
  const settings = siteFiles(place).map(readSiteFile);
  return siteSchema.parse(Object.assign({}, ...settings));
}

function siteFiles(place: string): string[] {
  try {
    const found = statSync(place, { throwIfNoEntry: false });
    if (!found && place !== SITE_DIRECTORY)
      throw misread(place, { setting: 'CREATE_KERNEL_SITE', why: 'there is no such file' });
    if (!found?.isDirectory()) return found ? [place] : [];
    const names = readdirSync(place).filter((name) => /^[^.].*\.ya?ml$/.test(name));
    return names.sort().map((name) => join(place, name));
  } catch (error) {
    throw error instanceof UserError ? error : unread(place, error);
  }
}

function readSiteFile(file: string): Record<string, unknown> {
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) {
    const why = broken.message.split('\n', 1)[0] ?? broken.code;
    throw misread(file, { line: lines.linePos(broken.pos[0]).line, setting: 'YAML', why });
  }
  if (document.contents === null) return {};
  const settings: unknown = document.toJS();
  const result = siteSchema.partial().safeParse(settings);
  if (result.success) return settings as Record<string, unknown>;
  const [issue] = result.error.issues;
  const path = issue?.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys] : (issue?.path ?? []);
  const start = startOf(document, path);
  throw misread(file, {
    ...(start !== undefined && { line: lines.linePos(start).line }),
    setting: path.join('.') || 'the whole file',
    why: issue?.message ?? 'it is not a list of settings',
  });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw unread(file, error);
  }
}

function unread(file: string, error: unknown): UserError {
  return misread(file, { setting: 'the whole file', why: (error as Error).message });
}

function misread(file: string, facts: { line?: number; setting: string; why: string }): UserError {
  return new UserError('site-not-understood', { file, ...facts });
}

/** Where a setting stands in the text, or for one that is missing, what it is missing from. */
function startOf(document: Document, path: PropertyKey[]): number | undefined {
  const node = document.getIn(path, true);
  if (isNode(node) && node.range) return node.range[0];
  return path.length > 0 ? startOf(document, path.slice(0, -1)) : undefined;
}
