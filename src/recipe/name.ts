/** Kernel names: which are allowed, and how any text becomes one. */
import { createHash } from 'node:crypto';
import transliterate from '@sindresorhus/transliterate';
import { UserError } from '../base/errors.js';
import { languages } from '../languages/index.js';

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

// Longer titles are refused as display names, and take long to transliterate.
const TITLE_MOST = 1000;
const CHECK_LENGTH = 4;

/**
 * The kernel name for a title in any script: `Météo (été) 2024` gives `meteo-ete-2024`. What has no Latin form, such as
 * Chinese, is represented by a few characters that the title alone determines (`气候分析` gives `kernel-0e4e`), so that
 * the same request has the same name on the page, on the command line and in a file. Empty if the title has no letter, digit or pictograph.
 */
export function kernelNameFrom(text: string): string {
  const title = text.slice(0, TITLE_MOST);
  const latin = transliterate(title.normalize('NFKD').replace(/\p{M}/gu, '')).toLowerCase();
  const joined = latin.replace(/[^a-z0-9._]+/g, '-').replace(/\.{2,}/g, '.');
  const start = joined.replace(/^[._-]+/, '');
  const name = shorten(start, KERNEL_NAME_MOST);
  const isWhole = !/(?![a-z0-9])[\p{L}\p{N}]/u.test(latin);
  if (isWhole && (name !== '' || !/\p{So}/u.test(latin))) return name;
  const check = createHash('sha256').update(title.normalize('NFC')).digest('hex').slice(0, CHECK_LENGTH);
  return `${shorten(start, KERNEL_NAME_MOST - CHECK_LENGTH - 1) || 'kernel'}-${check}`;
}

/** Any text as the name of a kernel; if the two differ, the text is the display name. */
export function namesFrom(text: string): { name: string; display_name?: string } {
  const name = isKernelName(text) ? text : kernelNameFrom(text);
  return name === text ? { name } : { name, display_name: text };
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
function shorten(name: string, most: number): string {
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
