/** Publish: what a generation keeps for later operations, and how its kernelspec gets into the launcher. Pure. */
import { basename, dirname } from 'node:path/posix';
import { type EnvironmentRequest, lockFiles } from '../../managers/manager.js';
import { locationOfHome } from '../../site/locations.js';
import type { Step } from '../../steps/plan.js';
import { command, copy, write } from '../../steps/step.js';
import type { PlanContext } from '../context.js';

/** The version of the format of what a generation keeps: the names and the contents of its files. */
export const GENERATION_SCHEMA = 1;

interface Published {
  request: EnvironmentRequest;
  /** The manager's id. */
  manager: string;
  /** The language version, as far as it is known before the build. */
  version: string;
  context: PlanContext;
  /** The published kernelspec's directory. */
  directory: string;
  /** The directory of the verified kernelspec, which the launcher does not show yet. */
  staged: string;
  report: string;
  /** The list of the environment's files, which verification has made. */
  manifest: string;
}

const step = (id: string, title: string, tool = '') => ({ id, phase: 'publish' as const, title, tool });

export function publishSteps(published: Published): Step[] {
  const { context, directory, staged } = published;
  return [...keepSteps(published), ...(context.onto ? replaceSteps : enterSteps)(staged, directory)];
}

/** The record comes last: a generation that has one is complete. */
function keepSteps(published: Published): Step[] {
  const { request, context, report, manifest } = published;
  const { paths } = request;
  const kept = `${paths.prefix}/.create_kernel`;
  const record = `${JSON.stringify(recordOf(published), null, 1)}\n`;
  return [
    copy(step('keep-report', 'Keep the report and the list of the files of this environment'), [
      ...[report, manifest].map((from) => ({ from, to: `${kept}/${basename(from)}` })),
    ]),
    ...(context.build ? [keepPlan(context.build.plan, kept)] : []),
    ...keepLockSteps(published, kept),
    write(step('keep-record', 'Keep a record of this generation'), `${kept}/generation.json`, record),
  ];
}

/** Copies what a rebuild needs out of the environment, which may be deleted, as on a scratch file system. */
function keepLockSteps({ request, context, report }: Published, kept: string): Step[] {
  const id = context.kernel_id ?? request.recipe.name;
  const copies = keptDirectory(context.site.data_root, id, context.generation);
  const copyOf = (name: string) => ({ from: `${kept}/${name}`, to: `${copies}/${name}` });
  const locks = Object.values(lockFiles).map((name) => ({ ...copyOf(name), optional: true as const }));
  const purged = locationOfHome(context.site, request.paths.home)?.purged_after_days !== undefined;
  return [
    copy(step('copy-lock', 'Copy the lock and the report, for a rebuild without this environment'), [
      copyOf(basename(report)),
      ...locks,
    ]),
    ...(purged ? [markUsed(request.paths.prefix)] : []),
  ];
}

/** Where the copies of a generation's lock and report are. */
export function keptDirectory(data_root: string, kernel_id: string, generation: number): string {
  return `${keptOf(data_root, kernel_id)}/${generation}`;
}

/** Of all generations of a kernel. */
export function keptOf(data_root: string, kernel_id: string): string {
  return `${data_root}/kept/${kernel_id}`;
}

/** Files from a package cache keep the time of their last use, by which the site would soon delete them. */
function markUsed(prefix: string): Step {
  const title = 'Mark all files as used now, since the site deletes files without use';
  return command(step('mark-used', title, 'find'), [
    ...['find', prefix, '-type', 'f', '-exec', 'touch', '-a', '--', '{}', '+'],
  ]);
}

function keepPlan(plan: string, kept: string): Step {
  return copy(step('keep-plan', 'Keep the plan'), [{ from: plan, to: `${kept}/plan.json` }]);
}

function recordOf({ request, context, manager, version, directory }: Published): object {
  const { recipe } = request;
  return {
    schema: GENERATION_SCHEMA,
    kernel: recipe.name,
    ...(context.kernel_id && { id: context.kernel_id }),
    number: context.generation,
    operation: context.operation ?? 'create',
    manager,
    language: recipe.language,
    language_version: version,
    version: context.version,
    kernel_directory: directory,
    ...(context.build && { build: context.build.id, created: context.build.ordered }),
  };
}

/** A new kernel is added to the launcher by one rename, so it is never incomplete. */
function enterSteps(staged: string, directory: string): Step[] {
  return [
    makeDirectory(dirname(directory)),
    command(step('publish-kernel', 'Add the kernel to the launcher', 'mv'), [
      ...['mv', '-T', '--', staged, directory],
    ]),
  ];
}

/** The launcher reads kernel.json, which is replaced last: until then, it starts the old generation. */
function replaceSteps(staged: string, directory: string): Step[] {
  const others = ['find', staged, '-mindepth', '1', '-maxdepth', '1', '!', '-name', 'kernel.json'];
  return [
    makeDirectory(directory),
    command(step('publish-files', 'Replace the kernel’s other files in the launcher', 'find'), [
      ...others,
      ...['-exec', 'mv', '-f', '-t', directory, '--', '{}', '+'],
    ]),
    command(step('publish-kernel', 'Switch the launcher to the new generation', 'mv'), [
      ...['mv', '-f', '-T', '--', `${staged}/kernel.json`, `${directory}/kernel.json`],
    ]),
  ];
}

/** Another program may have removed it, and a build that fails leaves none. */
function makeDirectory(path: string): Step {
  const title = 'Create the directory of your kernels';
  return command(step('make-kernels-directory', title, 'mkdir'), ['mkdir', '-p', '--', path]);
}
