/** The types of settings. docs/admin.md shows their titles. */
import * as z from 'zod';
import { absolutePath, publicText } from '../../sources/public-text.js';

export { absolutePath };

/** A directory in a list that is passed on as one text: https://docs.conda.io/projects/conda/en/stable/user-guide/configuration/settings.html */
export const listedPath = absolutePath
  .refine((path) => !path.includes(','), {
    error: 'conda reads a comma in it as the end of the path',
  })
  .meta({ title: 'path' });

export const command = z
  .array(z.string())
  .min(1, { error: 'a command is a list of words' })
  .meta({ title: 'command, as a list of words' });
export const id = z
  .string()
  .regex(/^[a-z][a-z0-9_-]*$/, {
    error: 'an id has lower-case letters, digits, `-` and `_`, and begins with a letter',
  })
  .meta({ title: 'id' });
export const texts = z.array(z.string());
/** Channels or indexes, by their names or addresses. */
export const sources = z.array(publicText);
export const megabytes = z.number().nonnegative();
