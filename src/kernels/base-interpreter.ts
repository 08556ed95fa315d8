/** The interpreter outside of an environment that it was made with: whether it is still there, and the same. */
import { statSync } from 'node:fs';
import { run } from '../base/process.js';
import { minorVersion } from '../base/version.js';
import type { Language } from '../languages/language.js';
import type { Note, Report } from '../shared/report.js';

const SECONDS = 20;

/** What is wrong with it, in words, or a note if the kernel may still work; nothing if it is the same file. */
export async function baseFinding(
  { kernel: { base, language_version } }: Pick<Report, 'kernel'>,
  { label }: Language,
  environment: Record<string, string>,
): Promise<{ problem?: string; note?: Note }> {
  if (!base) return {};
  const found = statSync(base.path, { throwIfNoEntry: false });
  const made = `the ${label} ${language_version} that its environment was made with`;
  const again = 'Rebuild the kernel, or create it again with another version';
  if (!found) return { problem: `\`${base.path}\` is gone, ${made}. ${again}` };
  if (found.size === base.size && Math.trunc(found.mtimeMs / 1000) === base.modified) return {};
  const version = await versionOf(base.path, environment);
  if (version === undefined) return { problem: `\`${base.path}\` does not run, ${made}. ${again}` };
  if (minorVersion(version) !== minorVersion(language_version))
    return { problem: `\`${base.path}\` is ${label} ${version} now, and was ${made}. ${again}` };
  const where = `${label} ${language_version}${version === language_version ? ' too' : ` and is ${version} now`}`;
  return { note: { code: 'base-replaced', what: base.path, where } };
}

/** The version that it prints. */
async function versionOf(path: string, environment: Record<string, string>): Promise<string | undefined> {
  const { exit, stdout, stderr } = await run([path, '--version'], { environment, seconds: SECONDS });
  return exit === 0 ? /\d+(\.\d+)+/.exec(stdout + stderr)?.[0] : undefined;
}
