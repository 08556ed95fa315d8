/** Puts the files of an archive in its place. */
import type { GivenFile } from '../recipe/formats/files/decode.js';
import { filesOfFolder } from './folder-files.js';
import { isZip, listZip } from './zip.js';

/** The file itself, or those of the archive that say what is needed. @throws UserError as filesOfFolder and listZip. */
export async function filesIn(file: GivenFile): Promise<GivenFile[]> {
  return isZip(file.bytes) ? filesOfFolder(await listZip(file)) : [file];
}
