/** How a check that throws a UserError becomes part of a zod schema. */
import * as z from 'zod';
import { userErrorsOf } from '../base/errors.js';

/** A text field whose `check` throws a UserError on a mistake; `what` names it for a wrong type. */
export function field(what: string, check: (text: string) => void): z.ZodType<string, string> {
  return z.string({ error: () => `expected ${what}` }).superRefine((text, context) => {
    fieldErrors(context, () => check(text));
  });
}

/** What `check` gives; the UserErrors that it throws become issues that carry them. */
export function fieldErrors<Value>(context: z.core.$RefinementCtx, check: () => Value): Value | undefined {
  try {
    return check();
  } catch (error) {
    const found = userErrorsOf(error);
    if (found.length === 0) throw error;
    for (const each of found)
      context.addIssue({ code: 'custom', message: each.message, params: { error: each } });
    return undefined;
  }
}
