import { Writable } from 'node:stream';
import type { BuildFiles } from '../../src/builds/build-directory.js';
import { readPiece } from '../../src/builds/journal/follow.js';
import { writeLog } from '../../src/builds/journal/write-log.js';
import { outputLines } from '../../src/web/log/log-lines.js';

/** A build's whole log, as downloaded. */
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

/** The output of a build's tools, line by line. */
export async function writtenLines({ journal }: BuildFiles): Promise<string[]> {
  const texts: string[] = [];
  for (let piece = await readPiece(journal, 0); piece; piece = await readPiece(journal, piece.end))
    texts.push(...outputLines(piece.lines).map(({ text }) => text));
  return texts;
}
