/** Reads a sent form; what is code in it is read by the parser of its language. */
import type { Request } from 'express';
import { userErrorsOf } from '../../base/errors.js';
import { readSubmission, type SentFile, type Submission, textsOf } from '../../form/submission.js';
import { filesIn } from '../../given/unpack.js';
import { parseCode } from '../../recipe/intake/parse-code.js';
import type { WebContext } from '../context.js';
import { uploadedFiles } from './upload.js';

export async function readSent(
  context: Pick<WebContext, 'site' | 'equipped'>,
  request: Pick<Request, 'body'> & { files?: unknown },
): Promise<Submission> {
  const files = await sentFiles(request);
  const interpreters = async () => (await context.equipped()).tools.interpreters;
  const code = await parseCode(textsOf(request.body, files), interpreters);
  return readSubmission(request.body, files, context.site(), code);
}

/** The selected files, with those of an archive in place of it. */
export async function sentFiles(request: { files?: unknown }): Promise<SentFile[]> {
  return (await Promise.all(uploadedFiles(request).map(unpacked))).flat();
}

async function unpacked(file: SentFile): Promise<SentFile[]> {
  try {
    return file.problem ? [file] : await filesIn(file);
  } catch (error) {
    const [problem] = userErrorsOf(error);
    if (!problem) throw error;
    return [{ ...file, problem }];
  }
}
