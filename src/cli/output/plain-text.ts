/** Makes untrusted text (names of kernels, lines of files, output of tools) safe to print: one line, no control characters. */
import { splitSequences, withoutColours, withoutControls } from '../../base/text/terminal-text.js';

export function plainText(text: string): string {
  const shown = withoutControls(withoutColours(splitSequences(text).text));
  return shown.replace(/[\b\t\n]+/g, ' ');
}
