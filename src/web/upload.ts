/** Reading a form with files: everything in memory, within limits, and no name is ever used as a path. */
import type { RequestHandler } from 'express';
import type { MulterError } from 'multer';
import { UserError } from '../errors.js';
import { formatSize } from '../words-for.js';

const FILES_MOST = 5;
const FIELD_MOST = 200_000;
const FIELDS_MOST = 60;

export interface UploadedFile {
  name: string;
  bytes: Uint8Array;
}

/** Puts the fields into `request.body` and the files into `request.files`. @throws UserError for what is too much. */
export function readUpload(megabytes: number): RequestHandler {
  return async (request, response, next) => {
    const { default: multer } = await import('multer');
    const limits = {
      files: FILES_MOST,
      fileSize: megabytes * 1e6,
      fields: FIELDS_MOST,
      fieldSize: FIELD_MOST,
      parts: FIELDS_MOST + FILES_MOST,
    };
    const read = multer({ storage: multer.memoryStorage(), limits }).array('upload', FILES_MOST);
    read(request, response, (error: unknown) => next(error && explain(error, megabytes)));
  };
}

/** The files that were really chosen; a browser sends an empty one where none was. */
export function uploadedFiles(request: { files?: unknown }): UploadedFile[] {
  const files = Array.isArray(request.files) ? (request.files as Express.Multer.File[]) : [];
  return files
    .filter((file) => file.size > 0)
    .map((file) => ({ name: file.originalname.slice(0, 200), bytes: file.buffer }));
}

function explain(error: unknown, megabytes: number): unknown {
  const code = (error as MulterError).code as MulterError['code'] | undefined;
  const file = (error as MulterError).field ?? 'upload';
  if (code === 'LIMIT_FILE_SIZE')
    return new UserError('file-too-large', { file, most: formatSize(megabytes * 1e6) }, 'upload');
  if (code === 'LIMIT_FILE_COUNT' || code === 'LIMIT_UNEXPECTED_FILE')
    return new UserError('files-too-many', { most: FILES_MOST }, 'upload');
  if (code?.startsWith('LIMIT_')) return new UserError('form-too-large', { most: formatSize(FIELD_MOST) });
  // busboy says so of a body that ends early, or that is no form at all.
  if (/unexpected end|malformed|boundary|aborted/i.test(String((error as Error).message)))
    return new UserError('upload-incomplete', {});
  return error;
}
