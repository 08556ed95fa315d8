/** Short forms for steps. */
import type { Phase } from '../shared/builds/phases.js';
import type { Action, Step } from './plan.js';

type CommandAction = Extract<Action, { kind: 'command' }>;
type CopyAction = Extract<Action, { kind: 'copy' }>;

/** A step that runs a program. */
export function command(
  { id, phase, title, tool }: { id: string; phase: Phase; title: string; tool?: string },
  argv: string[],
  more: Partial<Omit<CommandAction, 'kind' | 'argv'>> = {},
): Step {
  return { id, phase, title, ...(tool && { tool }), action: { kind: 'command', argv, ...more } };
}

/** A step that copies files. */
export function copy(
  { id, phase, title }: { id: string; phase: Phase; title: string },
  files: CopyAction['files'],
): Step {
  return { id, phase, title, action: { kind: 'copy', files } };
}

/** A step that writes a file. `not_kept`: the plan that the generation keeps has the step without the text. */
export function write(
  { id, phase, title }: { id: string; phase: Phase; title: string },
  path: string,
  text: string,
  { not_kept }: { not_kept?: true | undefined } = {},
): Step {
  return { id, phase, title, action: { kind: 'write', path, text, ...(not_kept && { not_kept }) } };
}
