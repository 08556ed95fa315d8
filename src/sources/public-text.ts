/** Text of files that every user can read, such as the site's settings. It must not contain logins. */
import * as z from 'zod';
import { holdsSecret } from './specs/package-address.js';

export const publicText = z.string().refine((text) => !holdsSecret(text), {
  error: 'every user can read this file: put a login or a token in a file that `credentials` names',
});

export const publicAddress = publicText
  .regex(/^(https?|file):\/\//, { error: 'a URL starts with `https://`' })
  .meta({ title: 'URL' });
