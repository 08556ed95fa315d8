/** Checks the values of a parsed file against a schema. */
import type * as z from 'zod';
import { UserError } from '../../../base/errors.js';
import type { GivenText } from '../../../reading/given-text.js';
import { fileName } from './format.js';

/** @throws UserError that names the first key with another kind of value. */
export function shaped<Output>(schema: z.ZodType<Output>, value: unknown, given: GivenText): Output {
  const { data, error, success } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  const key = issue?.path.map(String).join('.') || 'the file';
  const expected = issue?.code === 'invalid_type' ? KINDS[issue.expected] : undefined;
  const reason = `\`${key}\` must be ${expected ?? 'as the documentation of the format says'}`;
  throw new UserError('file-not-understood', { file: fileName(given), reason });
}

const KINDS: Record<string, string> = {
  string: 'text',
  array: 'a list',
  object: 'a table of keys and values',
  record: 'a table of keys and values',
  number: 'a number',
  boolean: '`true` or `false`',
};
