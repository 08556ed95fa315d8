/** The interpreter outside of an environment that it was made with: whether it is still there, and the same. */
import { statSync } from 'node:fs';
import { run } from '../../base/process.js';
import { minorVersion } from '../../base/version.js';
import type { Language } from '../../languages/language.js';
import type { Report, ReportNote } from '../../shared/builds/report.js';
import { interpreterKind } from '../../sources/runtime/interpreter.js';

const SECONDS = 20;

interface BaseFinding {
  problem?: { state: 'interpreter-gone' | 'interpreter-replaced'; message: string };
  /** The kernel may still work. */
  note?: ReportNote;
}

/** What is wrong with it, in words, or a note; nothing if it is the same file. */
export async function baseFinding(
  { kernel }: Pick<Report, 'kernel'>,
  language: Pick<Language, 'label'>,
  environment: Record<string, string>,
): Promise<BaseFinding> {
  const { base } = kernel;
  if (!base) return {};
  const { label, version: before } = interpreterOf(kernel, language);
  const found = statSync(base.path, { throwIfNoEntry: false });
  const made = `the ${label} ${before} that its environment was made with`;
  const replaced = (now: string) => ({
    problem: { state: 'interpreter-replaced' as const, message: `\`${base.path}\` ${now}` },
  });
  if (!found) {
    const message = `\`${base.path}\` is gone, ${made}`;
    return { problem: { state: 'interpreter-gone', message } };
  }
  if (found.size === base.size && Math.trunc(found.mtimeMs / 1000) === base.modified) return {};
  const version = await knownVersion(`${base.path} ${found.mtimeMs} ${found.size}`, () =>
    versionOf(base.path, environment),
  );
  if (version === undefined) return replaced(`does not run, ${made}`);
  if (minorVersion(version) !== minorVersion(before))
    return replaced(`is ${label} ${version} now, and was ${made}`);
  const where = `${label} ${before}${version === before ? ' too' : ` and is ${version} now`}`;
  return { note: { code: 'base-replaced', what: base.path, where } };
}

/** What the environment was made with: the runtime of its packages if it has one, or else the kernel's language. */
function interpreterOf(
  { runtime_version, language_version }: Report['kernel'],
  { label }: Pick<Language, 'label'>,
): { label: string; version: string } {
  return runtime_version === undefined
    ? { label, version: language_version }
    : { label: interpreterKind.label, version: runtime_version };
}

const answers = new Map<string, Promise<string | undefined>>();

/** Many kernels have the same interpreter, which is asked once. */
function knownVersion(file: string, ask: () => Promise<string | undefined>): Promise<string | undefined> {
  const known = answers.get(file) ?? ask();
  answers.set(file, known);
  return known;
}

/** The version that it prints. */
async function versionOf(path: string, environment: Record<string, string>): Promise<string | undefined> {
  const { exit, stdout, stderr } = await run([path, '--version'], { environment, seconds: SECONDS });
  return exit === 0 ? /\d+(\.\d+)+/.exec(stdout + stderr)?.[0] : undefined;
}
