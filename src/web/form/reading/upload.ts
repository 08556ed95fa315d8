/** Reads a form with files: in memory and within limits. File names are never used as paths. */
import type { RequestHandler } from 'express';
import type { MulterError, StorageEngine } from 'multer';
import { UserError } from '../../../base/errors.js';
import { formatSize } from '../../../shared/format.js';

const FILE_COUNT_LIMIT = 5;
const FIELD_LIMIT = 600_000;
const FIELD_COUNT_LIMIT = 60;

export interface UploadedFile {
  /** As the browser sent it: any text. */
  name: string;
  bytes: Uint8Array;
  /** Why the file was rejected; `bytes` is empty then. */
  problem?: UserError;
}

/** Puts the fields into `request.body` and the files into `request.files`. Passes a UserError on for any other request. */
export function readUpload(megabytes: number, fields = FIELD_COUNT_LIMIT): RequestHandler {
  return async (request, response, next) => {
    const { default: multer } = await import('multer');
    const limits = {
      fields,
      fieldSize: FIELD_LIMIT,
      parts: fields + 2 * FILE_COUNT_LIMIT,
      // The form has no nested fields, and `a[4000000000]` would make a list of that length.
      fieldNestingDepth: 0,
    };
    const storage = new LimitedStorage(Math.round(megabytes * 1e6));
    const read = multer({ storage, limits, defParamCharset: 'utf8' }).array('upload');
    read(request, response, (error: unknown) => next(error && explain(error)));
  };
}

/** The selected files. A browser sends an empty file without a name if none is selected. */
export function uploadedFiles(request: { files?: unknown }): UploadedFile[] {
  const files = Array.isArray(request.files) ? (request.files as KeptFile[]) : [];
  return files
    .filter(({ size, problem }) => size > 0 || problem)
    .map(({ originalname, buffer, problem }) => {
      return { name: originalname.slice(0, 200), bytes: buffer, ...(problem && { problem }) };
    });
}

type KeptFile = Pick<Express.Multer.File, 'originalname' | 'size' | 'buffer'> & Pick<UploadedFile, 'problem'>;

/** Keeps files within the limits and skips the rest, so that the fields after them are still read. */
class LimitedStorage implements StorageEngine {
  private count = 0;

  constructor(private readonly most: number) {}

  _handleFile: StorageEngine['_handleFile'] = (_request, { originalname, stream }, done) => {
    const extra = ++this.count > FILE_COUNT_LIMIT;
    const most = extra ? 0 : this.most;
    let pieces: Buffer[] = [];
    let size = 0;
    stream.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size <= most) pieces.push(piece);
      else pieces = [];
    });
    stream.on('end', () => {
      const problem = this.problemOf(originalname, { size, extra });
      const kept = { size, buffer: Buffer.concat(pieces), ...(problem && { problem }) };
      done(null, kept);
    });
  };

  _removeFile: StorageEngine['_removeFile'] = (_request, _file, done) => done(null);

  private problemOf(name: string, { size, extra }: { size: number; extra: boolean }): UserError | undefined {
    if (name === '') return undefined;
    if (extra) return new UserError('files-too-many', { most: FILE_COUNT_LIMIT }, 'upload');
    if (size > this.most)
      return new UserError('file-too-large', { file: name, most: formatSize(this.most) }, 'upload');
    return size === 0 ? new UserError('file-empty', { file: name }, 'upload') : undefined;
  }
}

function explain(error: unknown): UserError {
  const { code, message = '' } = error as Partial<MulterError>;
  if (code === 'LIMIT_FIELD_VALUE') return new UserError('form-too-large', { most: formatSize(FIELD_LIMIT) });
  if (code === 'LIMIT_FIELD_COUNT' || code === 'LIMIT_PART_COUNT')
    return new UserError('form-fields-too-many', {});
  // multer and busboy report a body that ends early with these words. Other errors do not come from this app's pages.
  if (/unexpected end|aborted|closed/i.test(message)) return new UserError('upload-incomplete', {});
  return new UserError('request-not-understood', {});
}
