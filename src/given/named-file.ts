/** Reads one file of this host that a person names by its path; nothing that could wait for another program. */

import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { UserError } from '../base/errors.js';
import type { GivenFile } from '../recipe/formats/files/decode.js';

/** `megabytes`: the limit of its size. @throws UserError `file-missing`, `file-too-large`. */
export async function readNamedFile(path: string, megabytes: number): Promise<GivenFile> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => missing(path));
  try {
    const status = await file.stat();
    if (!status.isFile()) missing(path);
    if (status.size > megabytes * 1e6)
      throw new UserError('file-too-large', { file: path, most: `${megabytes} MB` });
    return { name: basename(path), bytes: await file.readFile() };
  } finally {
    await file.close();
  }
}

function missing(file: string): never {
  throw new UserError('file-missing', { file });
}
