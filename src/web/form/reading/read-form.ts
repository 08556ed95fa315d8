/** Reads a submitted form, with or without files. */
import { type RequestHandler, urlencoded } from 'express';
import type { WebContext } from '../../context.js';
import { readUpload } from './upload.js';

const FORM_LIMIT = '1mb';
const PARAMETER_LIMIT = 100;

/** `fields`: the most that a form may have, if those of the form *Create* are too few. */
interface FormLimits {
  fields?: number;
}

/** A form with files is multipart; a form without files may be either. */
export function formReader(context: WebContext, { fields }: FormLimits = {}): RequestHandler {
  const parameterLimit = fields ?? PARAMETER_LIMIT;
  const readFields = urlencoded({ extended: false, limit: FORM_LIMIT, parameterLimit });
  return async (request, response, next) => {
    const { config } = context.site();
    const multipart = request.is('multipart/form-data');
    const read = multipart ? readUpload(config.limits.upload_megabytes, fields) : readFields;
    read(request, response, next);
  };
}
