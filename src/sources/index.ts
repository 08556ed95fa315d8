import { conda } from './conda.js';
import { pypi } from './pypi.js';
import type { Source } from './source.js';

/** Where packages come from, by id. A new source is a file beside this one and a line here. */
export const sources = { pypi, conda } as const satisfies Record<string, Source>;

/** A manager says which sources it installs from, a language what it needs from each. */
export type SourceId = keyof typeof sources;

export const sourceIds = Object.keys(sources) as SourceId[];
