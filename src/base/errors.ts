/**
 * What people are told when something cannot be done. Code that finds a mistake throws a UserError with a
 * stable code and the facts; the sentences stand in src/base/messages/ alone. Anything else that is thrown is a fault of ours.
 */
import { type ErrorCode, type ExitStatus, type Facts, messages } from './messages/index.js';

export type { ErrorCode, ExitStatus } from './messages/index.js';

/** A mistake or a refusal that a person can act on: what was wrong, the mend, and the recipe field it stands in. */
export class UserError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'UserError';
  readonly hint: string;
  readonly exit: ExitStatus;

  constructor(
    readonly code: Code,
    readonly facts: Facts<Code>,
    /** The recipe field that the mistake stands in, such as `packages`. */
    readonly field?: string,
    /** The line of the field's text, counted from 1. */
    readonly line?: number,
  ) {
    // The table's functions take the facts of their own code, which Facts<Code> has just checked.
    const say = messages[code].say as (facts: Facts<Code>) => { message: string; hint: string };
    const { message, hint } = say(facts);
    super(line ? `Line ${line}: ${message}` : message);
    this.hint = hint;
    this.exit = messages[code].exit;
  }

  /** The error as data, for pages, `--json` and journals. */
  toJSON(): Problem {
    return {
      code: this.code,
      message: this.message,
      hint: this.hint,
      ...(this.field && { field: this.field }),
    };
  }
}

/** One mistake as data. */
export interface Problem {
  code: string;
  message: string;
  hint: string;
  field?: string;
}

/** Several mistakes found in one request, in the order of its fields. Never empty. */
export class RequestErrors extends Error {
  override readonly name = 'RequestErrors';

  constructor(readonly errors: readonly UserError[]) {
    super(errors.map((error) => error.message).join('\n'));
  }

  get exit(): ExitStatus {
    return this.errors.some((error) => error.exit === 2) ? 2 : 3;
  }
}

/** The mistakes that an error stands for, or nothing if it is a fault of ours. */
export function userErrorsOf(error: unknown): readonly UserError[] {
  if (error instanceof UserError) return [error];
  if (error instanceof RequestErrors) return error.errors;
  return [];
}

/** Runs `check` and collects the mistakes it throws into `errors`; other errors pass through. */
export function collect<Value>(errors: UserError[], check: () => Value): Value | undefined {
  try {
    return check();
  } catch (error) {
    const found = userErrorsOf(error);
    if (found.length === 0) throw error;
    errors.push(...found);
    return undefined;
  }
}
