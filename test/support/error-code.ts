import { UserError } from '../../src/base/errors.js';

/** The code of the UserError that `act` throws; undefined if it throws nothing. */
export function errorCode(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return error instanceof UserError ? error.code : 'not a UserError';
  }
}
