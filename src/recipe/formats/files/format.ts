import type { GivenText } from '../../../reading/given-text.js';

/** The name of a file in messages. */
export function fileName({ name }: GivenText): string {
  return name ?? 'the text';
}
