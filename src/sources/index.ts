import { conda } from './conda.js';
import { pypi } from './pypi.js';
import type { Source } from './source.js';

/** Package sources by id. A new source is a file in this directory and a line here. */
export const sources = { pypi, conda } as const satisfies Record<string, Source>;

/** A manager declares which sources it installs from, a language which packages it needs from each. */
export type SourceId = keyof typeof sources;

export const sourceIds = Object.keys(sources) as SourceId[];
