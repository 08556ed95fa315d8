/** Reads a submitted form, with or without files. */
import { type RequestHandler, urlencoded } from 'express';
import type { WebContext } from '../../context.js';
import { readUpload } from './upload.js';

const FORM_LIMIT = '1mb';
const PARAMETER_LIMIT = 100;

/** A form with files is multipart; a form without files may be either. */
export function formReader(context: WebContext): RequestHandler {
  const readFields = urlencoded({ extended: false, limit: FORM_LIMIT, parameterLimit: PARAMETER_LIMIT });
  return async (request, response, next) => {
    const { config } = context.site();
    const multipart = request.is('multipart/form-data');
    const read = multipart ? readUpload(config.limits.upload_megabytes) : readFields;
    read(request, response, next);
  };
}
