/** Explains why a preset cannot be used, as part of a sentence. */
import * as z from 'zod';
import { userErrorsOf } from '../base/errors.js';

/** @throws internal errors. */
export function presetFault(error: unknown): string {
  const [known] = userErrorsOf(error);
  if (known) return known.field ? `\`${known.field}\`: ${known.message}` : known.message;
  if (!(error instanceof z.ZodError)) throw error;
  const [issue] = error.issues;
  return issue ? `\`${issue.path.join('.')}\`: ${issue.message}` : 'it is not a preset';
}
