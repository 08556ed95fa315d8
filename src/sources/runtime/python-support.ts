/** How long Python's core developers fix the security of a version. Pure. */
import { minorVersion } from '../../base/version.js';

/**
 * The end of life of each minor version, as its release schedule has it (PEP 494, 537, 569, 596, 619, 664, 693, 719, 745
 * and 790); https://devguide.python.org/versions/ has them in one table. A month without a day ends with its last one.
 */
export const pythonEnds: Readonly<Record<string, string>> = {
  '2.7': '2020-01-01',
  '3.4': '2019-03-18',
  '3.5': '2020-09-30',
  '3.6': '2021-12-23',
  '3.7': '2023-06-27',
  '3.8': '2024-10-07',
  '3.9': '2025-10-31',
  '3.10': '2026-10-31',
  '3.11': '2027-10-31',
  '3.12': '2028-10-31',
  '3.13': '2029-10-31',
  '3.14': '2030-10-31',
  '3.15': '2031-10-31',
};

/** Whether a version has reached its end of life on a day (`YYYY-MM-DD`); false for one that is not in the table. */
export function isPythonEnded(version: string, day: string): boolean {
  const end = pythonEnds[minorVersion(version)];
  return end !== undefined && end < day;
}
