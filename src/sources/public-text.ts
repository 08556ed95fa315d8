/** Types of the site's settings, which every user can read. They must not contain logins. */
import * as z from 'zod';
import { holdsSecret } from './specs/package-address.js';

export const publicText = z.string().refine((text) => !holdsSecret(text), {
  error: 'every user can read this file: put a login or a token in a file that `credentials` names',
});

export const publicAddress = publicText
  .regex(/^(https?|file):\/\//, { error: 'a URL starts with `https://`' })
  .meta({ title: 'URL' });

export const absolutePath = z
  .string()
  .regex(/^[/~$]/, { error: 'a path begins with `/`, `~` or a variable' })
  .meta({ title: 'path' });
