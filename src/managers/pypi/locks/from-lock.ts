/** Installs exactly the packages of a lock, with pip or uv. Pure. */
import { pipIn } from '../../../sources/runtime/python-runtime.js';
import type { Step } from '../../../steps/plan.js';
import { command, write } from '../../../steps/step.js';
import type { EnvironmentRequest, Locked } from '../../manager.js';
import { indexOptions } from '../pypi.js';

/** The step that keeps the lock with the new environment. */
export function keepLock(path: string, text: string): Step {
  const id = `write-${path.replace(/^.*\//, '')}`;
  return write(
    { id, phase: 'install', title: 'Keep the lock that this environment is built from' },
    path,
    text,
  );
}

/** What installs a lock. */
export interface Installer {
  tool: 'pip' | 'uv';
  /** The command up to its options. */
  words: string[];
}

/** Steps that install the packages of a lock, and no others; by default, with the environment's pip. */
export function installLocked(
  request: EnvironmentRequest,
  text: string,
  variables: Record<string, string>,
  installer: Installer = { tool: 'pip', words: [...pipIn(request.paths.prefix), 'install'] },
): Step[] {
  const { checked, unchecked } = splitLock(text);
  const about = { variables, installer };
  return [
    ...installStep(request, { ...about, id: 'locked', lines: checked, options: ['--require-hashes'] }),
    ...installStep(request, { ...about, id: 'locked-unchecked', lines: unchecked, options: [] }),
  ];
}

interface InstallStep {
  id: string;
  lines: string[];
  options: string[];
  variables: Record<string, string>;
  installer: Installer;
}

function installStep(request: EnvironmentRequest, asked: InstallStep): Step[] {
  const { id, lines, options, variables, installer } = asked;
  if (lines.length === 0) return [];
  const { paths, recipe, host } = request;
  const path = `${paths.staging}/${id}.txt`;
  const install = [...installer.words, '--no-deps', ...options];
  const step = (what: string, title: string) => ({ id: `${what}-${id}`, phase: 'install' as const, title });
  return [
    write(step('write', 'Write the list of locked packages'), path, `${lines.join('\n')}\n`),
    command(
      { ...step('install', 'Install the locked packages'), tool: installer.tool },
      [...install, ...indexOptions(recipe, host), '--requirement', path],
      { variables },
    ),
  ];
}

/** pip requires hashes for all requirements of a file or for none: those without a hash go into a separate file. */
function splitLock(text: string): { checked: string[]; unchecked: string[] } {
  const lines = text
    .replace(/\\\n\s*/g, '')
    .split('\n')
    // What another host cannot install may still be on this one.
    .map((line) => line.trim().replace(/^# not to be had elsewhere: /, ''))
    .filter((line) => line !== '' && !line.startsWith('#'));
  const isChecked = (line: string) => line.includes(' --hash=');
  return { checked: lines.filter(isChecked), unchecked: lines.filter((line) => !isChecked(line)) };
}

/** The steps that keep both locks of a conda environment with the new one. */
export function keepLocks({ lock, added_lock }: Locked, path: string, added_path: string): Step[] {
  return [keepLock(path, lock), ...(added_lock ? [keepLock(added_path, added_lock)] : [])];
}
