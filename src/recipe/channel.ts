/** Conda channels and package indexes: a name or a URL. */
import { UserError } from '../base/errors.js';
import { withoutSecret } from '../sources/package-address.js';

const CHANNEL = /^(https?:\/\/|file:\/\/\/)?[\w.~/%:@+-]+$/;

/** @throws UserError if the text is neither, or contains a password, which no message repeats. */
export function checkChannel(text: string): void {
  const given = withoutSecret(text);
  if (given !== text) throw new UserError('package-address-secret', { given });
  if (!CHANNEL.test(text) || text.startsWith('-') || text.length > 500) {
    throw new UserError('channel-not-understood', { given });
  }
}

/** Whether a channel is the URL of a package index: these end in `/simple`, or have a part `/whl/`. */
export function isIndex(channel: string): boolean {
  return /^https?:\/\/.*\/(simple|whl)(\/|$)/.test(channel);
}
