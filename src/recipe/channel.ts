/** Conda channels and package indexes: a name, or an address. */
import { UserError } from '../base/errors.js';
import { withoutSecret } from '../sources/package-address.js';

const CHANNEL = /^(https?:\/\/|file:\/\/\/)?[\w.~/%:@+-]+$/;

/** @throws UserError if the text is neither, or holds a password, which is never repeated. */
export function checkChannel(text: string): void {
  const given = withoutSecret(text);
  if (given !== text) throw new UserError('package-address-secret', { given });
  if (!CHANNEL.test(text) || text.startsWith('-') || text.length > 500) {
    throw new UserError('channel-not-understood', { given });
  }
}

/** Whether a channel is the address of a package index rather than a conda channel: indexes end in `/simple`, or have `/whl/` in them. */
export function isIndex(channel: string): boolean {
  return /^https?:\/\/.*\/(simple|whl)(\/|$)/.test(channel);
}
