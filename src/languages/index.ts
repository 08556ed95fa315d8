import type { Language } from './language.js';
import { python } from './python/index.js';

/** The languages that kernels can be made for, by id. A new one is a file beside this one and a line here. */
export const languages: Readonly<Record<string, Language>> = { python };
