/**
 * Errors that a person can act on. Code that finds one throws a UserError with a stable code and facts; only
 * src/base/messages/ has sentences. Anything else that is thrown is a bug in this app.
 */
import { type ErrorCode, type ExitStatus, type Facts, messages } from './messages/index.js';

export type { ErrorCode, ExitStatus } from './messages/index.js';

/** A mistake or a refusal that a person can act on: what is wrong, how to fix it, and in which recipe field it is. */
export class UserError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'UserError';
  readonly hint: string;
  readonly exit: ExitStatus;

  constructor(
    readonly code: Code,
    readonly facts: Facts<Code>,
    /** The recipe field with the mistake, such as `packages`. */
    readonly field?: string,
    /** The line of the field's text, counted from 1. */
    readonly line?: number,
    /** The file with the mistake, if it was given as one. */
    readonly file?: string,
  ) {
    // Each entry takes the facts of its code, which Facts<Code> has checked.
    const say = messages[code].say as (facts: Facts<Code>) => { message: string; hint: string };
    const { message, hint } = say(facts);
    const place = [...(file ? [`\`${file}\``] : []), ...(line ? [`${file ? 'line' : 'Line'} ${line}`] : [])];
    super(place.length > 0 ? `${place.join(', ')}: ${message}` : message);
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

/** Whether an error has this code, and so its facts. */
export function hasCode<Code extends ErrorCode>(error: UserError, code: Code): error is UserError<Code> {
  return (error.code as ErrorCode) === code;
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

  constructor(
    readonly errors: readonly UserError[],
    /** The choices that solve some of them, as the command line takes them: `3=leave-out`. */
    readonly choices: readonly { text: string; label: string }[] = [],
  ) {
    super(errors.map((error) => error.message).join('\n'));
  }

  get exit(): ExitStatus {
    return this.errors.some((error) => error.exit === 2) ? 2 : 3;
  }
}

/** The UserErrors in an error; none if it is a bug in this app. */
export function userErrorsOf(error: unknown): readonly UserError[] {
  if (error instanceof UserError) return [error];
  if (error instanceof RequestErrors) return error.errors;
  return [];
}

/** Runs `check` and adds the UserErrors that it throws to `errors`; rethrows other errors. */
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
