/** The kernel name for any text. Beside name.ts, since the table of letters takes long to load, and few commands need it. */
import { createHash } from 'node:crypto';
import transliterate from '@sindresorhus/transliterate';
import { isKernelName, KERNEL_NAME_MOST, shorten } from './schema/name.js';

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
