/** Why a preset was not understood, in half a sentence. */
import * as z from 'zod';
import { userErrorsOf } from '../base/errors.js';

/** @throws what is a fault of ours. */
export function reasonOf(error: unknown): string {
  const [told] = userErrorsOf(error);
  if (told) return told.field ? `\`${told.field}\`: ${told.message}` : told.message;
  if (!(error instanceof z.ZodError)) throw error;
  const [issue] = error.issues;
  return issue ? `\`${issue.path.join('.')}\`: ${issue.message}` : 'it has another shape';
}
