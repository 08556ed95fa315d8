/** The interpreters of a host that packages of the index run on: how they are recognised, and what they are asked. */
import * as z from 'zod';
import { jsonIn } from '../../base/text/json.js';
import askProgram from './interpreter.py';

export const interpreterKind = {
  id: 'python',
  label: 'Python',
  /** What a site without one does. */
  install: 'Install Python 3 with venv',
  /** The names of its programs on the search path. */
  names: /^python3(\.\d+)?$/,
  /** The arguments with which a program says what it is. */
  question: ['-I', '-c', askProgram],
};

const answerSchema = z.object({
  path: z.string().min(1),
  version: z.string().min(1),
  implementation: z.literal('cpython'),
  pip: z.string().default(''),
  machine: z.string().default(''),
  glibc: z.string().default(''),
});

/** Reads the answer; undefined if the program is none of these interpreters. */
export function parseInterpreter(output: string | undefined) {
  const line = output?.split('\n').find((each) => each.startsWith('{'));
  if (!line) return undefined;
  const answer = answerSchema.safeParse(jsonIn(line), { jitless: true }).data;
  if (!answer) return undefined;
  const { implementation: _, ...interpreter } = answer;
  return { ...interpreter, venv: Boolean(answer.pip) };
}
