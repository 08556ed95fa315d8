/** What a server and the thread that reads its texts send each other. */
import type { GivenText } from '../../../reading/given-text.js';
import type { ReadingData } from './reading.js';

export interface CodeInterpreter {
  path: string;
}

/** Texts to read together. */
export interface ReadQuestion {
  texts: readonly Pick<GivenText, 'name' | 'path' | 'text'>[];
  language: string;
  /** How many problems a text may have. */
  problems: number;
}

export type ToThread = { question: ReadQuestion } | { interpreters: readonly CodeInterpreter[] };

/** The thread asks for interpreters if a text is code. */
export type FromThread = { asks: 'interpreters' } | { readings: ReadingData[] };
