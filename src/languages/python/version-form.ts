/** How a version of Python is written where a person asks for one. */
import type { VersionForm } from '../language.js';

export const versionForm: VersionForm = { pattern: /^\d{1,3}(\.\d{1,3}){0,2}$/, example: '3.11' };
