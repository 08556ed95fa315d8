/** Reading a form with files: everything in memory, within limits, and no name is ever used as a path. */
import type { RequestHandler } from 'express';
import type { MulterError, StorageEngine } from 'multer';
import { UserError } from '../../base/errors.js';
import { formatSize } from '../../shared/format.js';

const FILES_MOST = 5;
const FIELD_MOST = 200_000;
const FIELDS_MOST = 60;

export interface UploadedFile {
  /** As the browser gave it: any text. */
  name: string;
  bytes: Uint8Array;
  /** Why it was not kept; it has no bytes then. */
  problem?: UserError;
}

/** Puts the fields into `request.body` and the files into `request.files`. Hands on a UserError for what is no such form. */
export function readUpload(megabytes: number): RequestHandler {
  return async (request, response, next) => {
    const { default: multer } = await import('multer');
    const limits = {
      fields: FIELDS_MOST,
      fieldSize: FIELD_MOST,
      parts: FIELDS_MOST + 2 * FILES_MOST,
      // The form has no fields in fields, and `a[4000000000]` would make a list of that length.
      fieldNestingDepth: 0,
    };
    const storage = new LimitedStorage(Math.round(megabytes * 1e6));
    const read = multer({ storage, limits, defParamCharset: 'utf8' }).array('upload');
    read(request, response, (error: unknown) => next(error && explain(error)));
  };
}

/** The files that were really chosen; a browser sends an empty one where none was. */
export function uploadedFiles(request: { files?: unknown }): UploadedFile[] {
  const files = Array.isArray(request.files) ? (request.files as KeptFile[]) : [];
  return files
    .filter(({ size }) => size > 0)
    .map(({ originalname, buffer, problem }) => {
      return { name: originalname.slice(0, 200), bytes: buffer, ...(problem && { problem }) };
    });
}

type KeptFile = Pick<Express.Multer.File, 'originalname' | 'size' | 'buffer'> & Pick<UploadedFile, 'problem'>;

/** Keeps what is within the limits and reads past the rest, so that the fields after it are read too. */
class LimitedStorage implements StorageEngine {
  private count = 0;

  constructor(private readonly most: number) {}

  _handleFile: StorageEngine['_handleFile'] = (_request, { originalname, stream }, done) => {
    const extra = ++this.count > FILES_MOST;
    const most = extra ? 0 : this.most;
    let pieces: Buffer[] = [];
    let size = 0;
    stream.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size <= most) pieces.push(piece);
      else pieces = [];
    });
    stream.on('end', () => {
      const problem = size > most ? this.problemOf(originalname, extra) : undefined;
      const kept = { size, buffer: Buffer.concat(pieces), ...(problem && { problem }) };
      done(null, kept);
    });
  };

  _removeFile: StorageEngine['_removeFile'] = (_request, _file, done) => done(null);

  private problemOf(name: string, extra: boolean): UserError {
    if (extra) return new UserError('files-too-many', { most: FILES_MOST }, 'upload');
    return new UserError('file-too-large', { file: name, most: formatSize(this.most) }, 'upload');
  }
}

function explain(error: unknown): UserError {
  const { code, message = '' } = error as Partial<MulterError>;
  if (code === 'LIMIT_FIELD_VALUE') return new UserError('form-too-large', { most: formatSize(FIELD_MOST) });
  // multer and busboy say so of a body that ends early; of anything else no page of ours is the sender.
  if (/unexpected end|aborted|closed/i.test(message)) return new UserError('upload-incomplete', {});
  return new UserError('request-not-understood', {});
}
