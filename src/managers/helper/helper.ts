/**
 * The app's private Python environments, its helpers: one for each lock that comes with the app. A helper is made once,
 * by the first build that needs it, and runs programs of the app with the packages of its lock. Pure.
 */
import { compareVersions, minorVersion } from '../../base/version.js';
import { pythonIn } from '../../sources/runtime/python-runtime.js';
import type { Step } from '../../steps/plan.js';
import { command, write } from '../../steps/step.js';
import type { EnvironmentRequest, Host } from '../manager.js';
import { type Interpreter, startWords } from '../program.js';
import { downloadSteps } from '../pypi/downloads.js';
import { getUv } from '../pypi/get-uv.js';
import { indexUrlOptions, pipSettings } from '../pypi/pypi.js';
import { ownSettingsSteps } from '../pypi/settings/own-settings.js';
import helperProgram from './helper.py';

/** The oldest Python that the locks of all helpers have packages for; the same as in `scripts/lock-helper.mjs`. */
export const OLDEST_HELPER_PYTHON = '3.8';

/** What one helper consists of. */
export interface HelperKind {
  /** Names its steps and the file of its lock. */
  id: string;
  /** What it is for, such as `which starts the kernel`. */
  purpose: string;
  /** Its packages, as requirements of pip with hashes; made by `scripts/lock-helper.mjs`. */
  lock: string;
  /** The oldest Python that the lock has packages for; the same as in `scripts/lock-helper.mjs`. */
  oldest: string;
  /** Its directory below that of helpers; empty for that directory itself. */
  directory: string;
  /** The oldest GNU C library for each machine type that the lock has packages for; absent if it has them for all. */
  glibc?: Readonly<Record<string, string>>;
}

/** A file that a plan or a check writes. */
export interface ProgramFile {
  /** The plan that the generation keeps does not have its text. */
  not_kept?: true;
  path: string;
  title: string;
  text: string;
}

/** What runs a program of the app. */
export interface ProgramRunner {
  /** The command before the path of a program. */
  words: string[];
  /** The files that the command needs, in the given directory. */
  files: ProgramFile[];
  /** The command that makes the helper if it is missing, before `words` can run; absent if no helper is needed. */
  prepare?: string[];
  /** The Python that the helper is made with. */
  python?: Interpreter;
}

export type HelperHost = Pick<
  Host,
  'interpreters' | 'module_interpreters' | 'downloads' | 'indexes' | 'helper_directory'
>;

/**
 * The Python that a helper is made with: one that the app has downloaded, since nothing else changes it; else one of
 * modules or of the host; else one to download. Undefined if none is available that is new enough.
 */
export function helperPython(kind: HelperKind, host: HelperHost): Interpreter | undefined {
  return candidatesOf(host).find((each) => isNewEnough(kind, each) && hasPackages(kind, each));
}

/** The preferred ones first. */
function candidatesOf({
  interpreters,
  module_interpreters = [],
  downloads: { found, preferred },
}: HelperHost): Interpreter[] {
  const own = interpreters.filter((each) => each.own);
  const established = found.filter(({ version }) => minorVersion(version) !== newestMinor(found));
  const present = [...own, ...module_interpreters, ...interpreters];
  return [...present, ...(preferred ? [preferred] : []), ...established, ...found];
}

/** Packages follow a new version only months later. */
function newestMinor([newest]: readonly Interpreter[]): string {
  return minorVersion(newest?.version ?? '');
}

/** Why this host cannot have a helper; undefined if it can. */
export function helperProblem(kind: HelperKind, host: HelperHost): string | undefined {
  if (helperPython(kind, host)) return undefined;
  const newEnough = candidatesOf(host).find((each) => isNewEnough(kind, each));
  if (!newEnough) return `it needs Python ${kind.oldest} or newer with \`venv\``;
  const machines = Object.entries(kind.glibc ?? {}).map(([machine, glibc]) => `${machine} (glibc ${glibc})`);
  const { machine, glibc } = newEnough;
  const here = `${machine || 'an unknown machine type'} with ${glibc ? `glibc ${glibc}` : 'another C library'}`;
  return `its packages are for ${machines.join(', ')} or newer, and this host is ${here}`;
}

/** Whether an environment for the packages of a helper can be made with it. */
export function isNewEnough({ oldest }: Pick<HelperKind, 'oldest'>, { venv, version }: Interpreter): boolean {
  return venv && compareVersions(version, oldest) >= 0;
}

function hasPackages({ glibc: needed }: HelperKind, { machine, glibc }: Interpreter): boolean {
  if (!needed) return true;
  const oldest = needed[machine];
  return oldest !== undefined && glibc !== '' && compareVersions(glibc, oldest) >= 0;
}

/** What runs programs with a helper; its files are written to `directory`. Undefined if no Python here can make it. */
export function helperRunner(
  kind: HelperKind,
  host: HelperHost,
  { tools, directory }: { tools: string; directory: string },
): ProgramRunner | undefined {
  const interpreter = helperPython(kind, host);
  if (!interpreter) return undefined;
  const program = `${directory}/helper.py`;
  const lock = `${directory}/${kind.id}-lock.txt`;
  const link = `${directory}/${kind.id}`;
  const { libraries } = interpreter;
  const prepare = [
    ...startWords(interpreter),
    // It needs nothing of `site`, which may take longer than its own work.
    ...['-I', '-S', program, '--lock', lock],
    ...helperDirectories(kind, host, tools).flatMap((place) => ['--place', place]),
    ...indexUrlOptions(host.indexes).flatMap((option) => ['--index', option]),
    ...(libraries ? ['--libraries', libraries] : []),
    ...['--link', link],
  ];
  return {
    words: [...startWords({ ...interpreter, path: pythonIn(link) }), '-I'],
    files: [
      { path: program, title: 'Write the program that sets up the app’s own Python', text: helperProgram },
      {
        path: lock,
        title: `Write the locked packages of the app’s own Python, ${kind.purpose}`,
        text: kind.lock,
      },
    ],
    prepare,
    python: interpreter,
  };
}

/** The steps that make a helper if it is missing; none if the runner needs no helper. */
export function helperSteps(
  { id, purpose }: HelperKind,
  { files, prepare, python }: ProgramRunner,
  { phase, request }: { phase: Step['phase']; request: EnvironmentRequest },
): Step[] {
  if (!prepare || !python) return [];
  const { paths } = request;
  const step = (name: string, title: string) => ({ id: name, phase, title, tool: 'pip' });
  return [
    ...(python.download ? [...getUv(request), ...downloadSteps(python, request)] : []),
    ...files.map(({ path, title, text }, index) =>
      write(step(`write-${id}-${index === 0 ? 'program' : 'lock'}`, title), path, text),
    ),
    ...ownSettingsSteps('pip', paths, startWords(python), phase),
    command(step(`prepare-${id}`, `Prepare the app’s own Python, ${purpose}`), prepare, {
      clean: true,
      variables: pipSettings(paths),
    }),
  ];
}

/** The site's directory, which an administrator fills once for all users, before the user's own. */
function helperDirectories(
  { directory }: HelperKind,
  { helper_directory }: HelperHost,
  tools: string,
): string[] {
  const bases = [...(helper_directory ? [helper_directory] : []), `${tools}/helper`];
  return bases.map((base) => (directory ? `${base}/${directory}` : base));
}
