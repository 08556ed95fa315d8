/** How people write a version of Python. */
import type { VersionForm } from '../language.js';

export const versionForm: VersionForm = { pattern: /^\d{1,3}(\.\d{1,3}){0,2}$/, example: '3.11' };
