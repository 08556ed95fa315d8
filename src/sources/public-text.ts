/** Text of a file that every user can read, such as the site's settings: a login in it would be everybody's. */
import * as z from 'zod';
import { holdsSecret } from './package-address.js';

export const publicText = z.string().refine((text) => !holdsSecret(text), {
  error: 'every user can read this file: a login or a token belongs into a file that `credentials` names',
});

export const publicAddress = publicText
  .regex(/^(https?|file):\/\//, { error: 'an address begins with `https://`' })
  .meta({ title: 'address' });
