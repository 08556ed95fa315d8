/** Reads a sent form; what is code in it is read by the parser of its language. */
import type { Request } from 'express';
import { readSubmission, type Submission, textsOf } from '../../form/submission.js';
import { parseCode } from '../../recipe/intake/parse-code.js';
import type { WebContext } from '../context.js';
import { uploadedFiles } from './upload.js';

export async function readSent(
  context: Pick<WebContext, 'site' | 'equipped'>,
  request: Pick<Request, 'body'> & { files?: unknown },
): Promise<Submission> {
  const files = uploadedFiles(request);
  const interpreters = async () => (await context.equipped()).tools.interpreters;
  const code = await parseCode(textsOf(request.body, files), interpreters);
  return readSubmission(request.body, files, context.site(), code);
}
