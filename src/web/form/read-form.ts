/** Reading a submitted form, with files or without. */
import { type RequestHandler, urlencoded } from 'express';
import type { WebContext } from '../context.js';
import { readUpload } from './upload.js';

const FORM_MOST = '1mb';
const PARAMETERS_MOST = 100;

/** A form with files arrives as multipart; one without may be either. */
export function formReader(context: WebContext): RequestHandler {
  const readFields = urlencoded({ extended: false, limit: FORM_MOST, parameterLimit: PARAMETERS_MOST });
  return async (request, response, next) => {
    const { config } = context.site();
    const multipart = request.is('multipart/form-data');
    const read = multipart ? readUpload(config.limits.upload_megabytes) : readFields;
    read(request, response, next);
  };
}
