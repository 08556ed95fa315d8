/** Sentences. What they ask for is not guessed; names of well-known packages in them are offered. */
import { UserError } from '../../../base/errors.js';
import { problem } from '../../../reading/finding.js';
import { type Reader, sureness } from '../../../reading/reader.js';
import { namesIn, sentenceError } from '../../text/sentence.js';
import { KERNEL_DIED, shapesIn } from '../line-shape.js';

export const prose: Reader = {
  id: 'prose',
  label: 'a sentence',
  recognizes(text) {
    if (/\.(?!txt$|md$|log$)\w+$/i.test(text.name ?? '')) return sureness.no;
    const { prose: lines, heading, items, other, command, code } = shapesIn(text);
    return lines > 0 && lines + heading + other >= items && command + code === 0
      ? sureness.likely
      : sureness.no;
  },
  read: ({ lines }) => [problem(errorOf(lines), namesIn(lines))],
};

function errorOf(lines: readonly string[]): UserError {
  const first = lines.find((line) => line.trim() !== '') ?? '';
  if (lines.some((line) => KERNEL_DIED.test(line.slice(0, 400)))) return new UserError('kernel-died', {});
  return sentenceError(first);
}
