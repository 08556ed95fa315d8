/** Makes a check that throws UserErrors part of a zod schema. */
import * as z from 'zod';
import { userErrorsOf } from '../base/errors.js';

/** A text field with a `check` that throws UserErrors; `what` describes the field if the value has another type. */
export function field(what: string, check: (text: string) => void): z.ZodType<string, string> {
  return z.string({ error: () => `expected ${what}` }).superRefine((text, context) => {
    fieldErrors(context, () => check(text));
  });
}

/** The result of `check`; UserErrors that it throws become issues that contain them. */
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
