/** Suggests the name of a kernel from what is asked for. Pure. */
import type { UnderstoodRequest } from '../recipe/intake/understand.js';
import { namesFrom } from '../recipe/name-from-title.js';
import { isKernelName, sameKernelName } from '../recipe/schema/name.js';

// These say what a file is, not what it is for.
const USUAL_NAMES =
  /^(?:environment|requirements|pyproject|setup|pixi|poetry|uv|pipfile|pylock|recipe|conda|lock|untitled|standard input|environ|index|main|test)\b/i;

interface Existing {
  name: string;
  display_name: string;
}

/** The name that a text gives, or else of the first file with a telling name, or the first package; free among `kernels`. */
export function suggestedName(
  { packages, name, displayName }: Pick<UnderstoodRequest, 'packages' | 'name' | 'displayName'>,
  kernels: readonly Existing[],
): string | undefined {
  const files = packages.flatMap(({ file = '' }) => file.replace(/^.*\//, '').replace(/\.[^.]*$/, '') || []);
  const own = files.find((file) => !USUAL_NAMES.test(file));
  const title = displayName ?? name ?? own ?? packages[0]?.spec.name;
  return title && freeName(title, kernels);
}

/** `title`, or the first of `title 2`, `title 3` … that a new kernel may have. Undefined if none may. */
export function freeName(title: string, kernels: readonly Existing[]): string | undefined {
  // As many as there are kernels, and one that only a reserved name takes.
  for (let number = 1; number <= kernels.length + 2; number += 1) {
    const text = number === 1 ? title : `${title} ${number}`;
    if (isFree(text, kernels)) return text;
  }
  return undefined;
}

function isFree(text: string, kernels: readonly Existing[]): boolean {
  const { name } = namesFrom(text);
  if (!isKernelName(name)) return false;
  return !kernels.some(
    (kernel) => sameKernelName(kernel.name, name) || kernel.display_name.toLowerCase() === text.toLowerCase(),
  );
}
