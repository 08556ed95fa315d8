/** What a server and the thread that reads its texts send each other. */
import type { GivenText } from '../../../reading/given-text.js';
import type { ReadingData } from './reading.js';

export interface Interpreter {
  path: string;
}

/** Texts to read together. */
export interface Question {
  texts: readonly Pick<GivenText, 'name' | 'path' | 'text'>[];
  language: string;
  /** How many problems a text may have. */
  problems: number;
}

export type ToThread = { question: Question } | { interpreters: readonly Interpreter[] };

/** The thread asks for interpreters if a text is code. */
export type FromThread = { asks: 'interpreters' } | { readings: ReadingData[] };
