/** Terminal colours (SGR sequences of ECMA-48), by their meaning. */
import type { StateWords } from '../../shared/format.js';

const codes: Record<StateWords['tone'], number> = {
  secondary: 2,
  primary: 36,
  success: 32,
  danger: 31,
  warning: 33,
};

export function inTone(text: string, tone: StateWords['tone']): string {
  return `\x1b[${codes[tone]}m${text}\x1b[0m`;
}

/** One character for each icon of the pages. */
export const marks: Record<StateWords['icon'], string> = {
  clock: '·',
  spinner: '▶',
  check: '✓',
  cross: '✗',
  dash: '–',
  warning: '!',
};
