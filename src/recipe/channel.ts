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

/** In a list of channels, this word leaves out the default channels: https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-environments.html */
export const NODEFAULTS = 'nodefaults';

/** Whether two texts name one channel: `conda-forge` is short for its URL at the usual host. */
export function sameChannel(a: string, b: string): boolean {
  return bareChannel(a) === bareChannel(b);
}

function bareChannel(text: string): string {
  return text.replace(/^https?:\/\/(conda\.anaconda\.org\/)?/, '').replace(/\/+$/, '');
}

/** The conda channels of a recipe, or the site's if it names none. */
export function condaChannels(channels: readonly string[], defaults: readonly string[]): readonly string[] {
  const given = channels.filter((channel) => !isIndex(channel));
  return given.length > 0 ? given : defaults;
}

/** Whether a channel is the URL of a package index: these end in `/simple`, or have a part `/whl/`. */
export function isIndex(channel: string): boolean {
  return /^https?:\/\/.*\/(simple|whl)(\/|$)/.test(channel);
}
