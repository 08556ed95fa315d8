/** Explains the failure of a build. The causes are loaded if it fails. */
import { existsSync } from 'node:fs';
import { UserError } from '../../base/errors.js';
import { lookUp } from '../../base/registry.js';
import { readStored } from '../../base/stored.js';
import { kernelPackageName, type Language } from '../../languages/language.js';
import type { Cause } from '../../shared/builds/build-events.js';
import type { Report } from '../../shared/builds/report.js';
import { placeErrors, policyErrors, policyFormat } from '../../site/policy.js';
import { outlineFormat, type Plan, type Step } from '../../steps/plan.js';
import type { BuildFiles } from '../build-directory.js';
import { frozenSettings } from '../frozen-settings.js';
import { orderFormat } from '../order.js';
import type { MemoryState } from '../runner/measures/memory-limit.js';
import { type Room, roomsOf } from '../runner/measures/room.js';
import { writtenDirectories } from '../runner/measures/written-directories.js';
import type { FullCache } from '../runner/package-cache.js';
import type { StepResult } from '../runner/run-step.js';
import { fullDirectory } from './full-directory.js';
import { keptPackages } from './kept-packages.js';

interface FailedStep {
  step: Step;
  result: StepResult;
  lines: readonly { line: number; text: string }[];
  /** Of the directories that the step writes, the least free space while it ran. */
  rooms: readonly Room[];
  memory?: MemoryState;
  cache?: FullCache;
  plan: Plan;
}

/** The cause of a failed step. */
export async function causeOfFailure({
  step,
  result,
  lines,
  rooms,
  memory,
  cache,
  plan,
}: FailedStep): Promise<Cause> {
  const { diagnose } = await import('./diagnose.js');
  const { languages } = await import('../../languages/index.js');
  const language = lookUp(languages, plan.language);
  const { phase, tool } = step;
  const { exit, signal, peak_memory: peak } = result;
  const space = fullDirectory(lines, rooms);
  const facts = {
    phase,
    exit,
    lines,
    ...(language && languageFacts(language)),
    own: ownPackages(language),
    ...(memory && { memory: { ...memory, peak } }),
    ...(tool && { tool }),
    ...(step.action.kind === 'command' && { command: step.action.argv }),
    ...(step.action.kind === 'command' &&
      plan.operation === 'update' && { kept: keptPackages(step.action, language) }),
    ...(signal && { signal }),
    ...(space && { space }),
    ...(cache && { cache }),
  };
  const cause = diagnose(facts);
  // Some tools hide the output of programs that they start; a full disk still shows the cause.
  return cause.code === 'unknown' && space?.used_up ? diagnose({ ...facts, errorCode: 'ENOSPC' }) : cause;
}

function languageFacts(language: Language) {
  const { closeNames, packageOfModule } = language.packages;
  return { language, closeNames, ...(packageOfModule && { packageOfModule }) };
}

// A placeholder, to find which of the app's packages depend on the version of the language.
const VERSION = '9.99';

/** The packages that the app adds: those of the kernel, and uv if the site has none. */
function ownPackages(language: Language | undefined): string[] {
  const added = Object.values(language?.kernelPackages(VERSION) ?? {}).flat();
  return ['uv', ...added.filter((spec) => !spec.includes(VERSION)).map(kernelPackageName)];
}

/** The cause of a failed operation of the app itself, such as writing a file. `data`: the build's directory. */
export async function causeOfError(error: unknown, plan: Plan, data: string): Promise<Cause> {
  if (error instanceof UserError) return causeOfUserError(error);
  const { diagnose } = await import('./diagnose.js');
  const { code, message } = error as NodeJS.ErrnoException;
  const lines = [{ line: 0, text: message }];
  const space = fullDirectory(lines, await roomsOf(writtenDirectories(plan, data)));
  return diagnose({
    phase: 'create',
    exit: null,
    lines,
    ...(code && { errorCode: code }),
    ...(space && { space }),
  });
}

export async function causeOfPresence(path: string): Promise<Cause> {
  return {
    code: 'present-already',
    message: `\`${path}\` exists already`,
    hint: 'It was not changed. Use another name, or remove it first',
  };
}

/**
 * Why the site does not allow a recipe when its build starts: it may not have been checked, or may have waited for long.
 */
export function causeOfPolicy(files: BuildFiles): Cause | undefined {
  const config = frozenSettings(files);
  // A build of an earlier version has no such file.
  if (!config || !existsSync(files.policy)) return undefined;
  const asked = readStored(files.policy, policyFormat).value;
  const site = { config };
  const { manager } = readStored(files.plan, outlineFormat).value;
  const chosen = { manager, ...readStored(files.order, orderFormat).value };
  const [error] = [...policyErrors(asked, site), ...placeErrors(chosen, site)];
  return error && causeOfUserError(error);
}

/** The cause for an environment that is larger than the site allows. */
export function causeOfSize({ size }: Pick<Report, 'size'>, files: BuildFiles): Cause | undefined {
  const settings = frozenSettings(files);
  const most = settings?.limits.environment_megabytes;
  if (most === undefined || size <= most * 1e6) return undefined;
  return causeOfUserError(new UserError('environment-too-large', { megabytes: Math.ceil(size / 1e6), most }));
}

export function causeOfUserError({ code, message, hint }: UserError): Cause {
  return { code, message, hint };
}
