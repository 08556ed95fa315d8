/** The versions of an earlier environment, in the forms in which uv and pip take them. Pure. */
import { pypi } from '../../../sources/pypi/index.js';
import type { Step } from '../../../steps/plan.js';
import { write } from '../../../steps/step.js';
import { lockedPackages } from '../../locked-packages.js';
import type { Earlier } from '../../manager.js';
import keepProgram from './keep_versions.py';

/** The step that writes the earlier lock where uv writes the new one: it keeps the versions that it finds there. */
export function writeEarlier(path: string, { lock }: Earlier): Step {
  const title = 'Write the versions of the earlier environment, to be kept';
  return write({ id: 'write-earlier-lock', phase: 'install', title }, path, lock);
}

/** https://docs.astral.sh/uv/pip/compile/#upgrading-requirements */
export function upgradeOptions({ upgrade }: Earlier): string[] {
  return upgrade.flatMap((name) => ['--upgrade-package', name]);
}

/** The same versions as a pylock.toml: uv reads the earlier versions in the format that it writes. */
export function earlierPylock(earlier: Earlier): string {
  const tables = versionsOf(earlier).map(
    ({ name, version }) => `[[packages]]\nname = "${name}"\nversion = "${version}"\n`,
  );
  return ['lock-version = "1.0"\ncreated-by = "create-kernel"\n', ...tables].join('\n');
}

/** How pip keeps versions: a program and the file that it reads, and the words before the command of pip. */
export interface Keeping {
  files: { path: string; text: string }[];
  steps: Step[];
  words: string[];
}

/** Nothing if there is no earlier environment; `python` runs the program. */
export function keepingOf(earlier: Earlier | undefined, staging: string, python: string): Keeping {
  const versions = earlier ? versionsOf(earlier) : [];
  if (versions.length === 0) return { files: [], steps: [], words: [] };
  const program = `${staging}/keep_versions.py`;
  const list = `${staging}/earlier-versions.txt`;
  const text = versions.map(({ name, version }) => `${name}==${version}\n`).join('');
  const step = (id: string, title: string) => ({ id, phase: 'install' as const, title });
  return {
    files: [
      { path: program, text: keepProgram },
      { path: list, text },
    ],
    steps: [
      write(step('write-keep-program', 'Write the program that keeps versions'), program, keepProgram),
      write(
        step('write-earlier-versions', 'Write the versions of the earlier environment, to be kept'),
        list,
        text,
      ),
    ],
    words: [python, '-I', program, '--versions', list],
  };
}

/** The exact versions, except of packages from repositories, and of those that are requested in another version. */
function versionsOf({ upgrade, changed, ...locked }: Earlier): { name: string; version: string }[] {
  const free = new Set([...upgrade, ...changed].map(pypi.normalizeName));
  return lockedPackages(locked).filter(
    ({ name, version, source, files }) =>
      source === 'pypi' &&
      version !== '' &&
      !files.some((file) => /^[a-z]+\+/.test(file)) &&
      !free.has(pypi.normalizeName(name)),
  );
}
