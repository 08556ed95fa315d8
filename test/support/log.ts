import { Writable } from 'node:stream';
import type { BuildFiles } from '../../src/build/build-directory.js';
import { writeLog } from '../../src/build/write-log.js';

/** A build's whole log, as it is downloaded. */
export async function logText(files: BuildFiles): Promise<string> {
  const pieces: Buffer[] = [];
  const output = new Writable({
    write(piece, _, done) {
      pieces.push(piece);
      done();
    },
  });
  await writeLog(files, output);
  return Buffer.concat(pieces).toString();
}
