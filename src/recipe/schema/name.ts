/** Kernel names: which are allowed. */
import { UserError } from '../../base/errors.js';
import { languages } from '../../languages/index.js';

export const KERNEL_NAME_MOST = 64;

// Jupyter allows letters, digits, dots, dashes and underscores, and ignores case (jupyter_client, kernelspec.py,
// _is_valid_kernel_name). This is stricter, as the name is also a directory and an argument of commands.
const ALLOWED = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9_-])?$/;

// Fixed names of kernels that other tools register, environments of package managers, words of this app's own commands
// and paths, and file names that Windows refuses.
const RESERVED = new Set([
  ...Object.values(languages).flatMap(({ reserved_names }) => reserved_names),
  ...'ir r xr irkernel julia octave xoctave zsh matlab scala sparkkernel javascript deno'.split(' '),
  ...'base root default conda mamba micromamba uv venv kernels kernel none auto'.split(' '),
  ...'con prn aux nul'.split(' '),
]);
const RESERVED_PATTERNS = [/^julia-\d/, /^xcpp\d/, /^(com|lpt)\d$/, /^(con|prn|aux|nul)\./];

/** @throws UserError if a kernel may not have this name. */
export function checkKernelName(text: string): void {
  if (text === '') throw new UserError('name-empty', { given: '' }, 'name');
  if (!ALLOWED.test(text) || text.includes('..') || text.length > KERNEL_NAME_MOST) {
    throw new UserError('name-not-allowed', { given: text }, 'name');
  }
  if (isReserved(text))
    throw new UserError(
      'name-reserved',
      { given: text, suggestion: suggestName(`my-${text}`, isReserved) },
      'name',
    );
}

function isReserved(name: string): boolean {
  return RESERVED.has(name) || RESERVED_PATTERNS.some((pattern) => pattern.test(name));
}

/** Whether a kernel may have this name. */
export function isKernelName(text: string): boolean {
  try {
    checkKernelName(text);
    return true;
  } catch {
    return false;
  }
}

/** Cuts a name to a length, without dots, dashes and underscores at its end. */
export function shorten(name: string, most: number): string {
  const cut = name.slice(0, most);
  let end = cut.length;
  while (end > 0 && '._-'.includes(cut.charAt(end - 1))) end -= 1;
  return cut.slice(0, end);
}

/** `name` if it is free, otherwise the first free one of `name-2`, `name-3` …, shortened where needed. */
export function suggestName(name: string, taken: (name: string) => boolean): string {
  if (!taken(name)) return name;
  for (let number = 2; ; number += 1) {
    const suffix = `-${number}`;
    const candidate = shorten(name, KERNEL_NAME_MOST - suffix.length) + suffix;
    if (!taken(candidate)) return candidate;
  }
}

/** Whether two names are the same kernel for Jupyter, which ignores case. */
export function sameKernelName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
