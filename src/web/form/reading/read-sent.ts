/** Reads a sent form: its fields, its files, and what its text points at; code is read by the parser of its language. */
import type { Request } from 'express';
import { formIdOf } from '../../../form/form-ids.js';
import { readSubmissionAhead } from '../../../form/read-submission.js';
import type { SentFile } from '../../../form/sent-files.js';
import type { Submission } from '../../../form/submission.js';
import { filesIn } from '../../../given/unpack.js';
import { interpretersOf } from '../../../site/site.js';
import type { WebContext } from '../../context.js';
import { filesOrProblem } from './pointed.js';
import { uploadedFiles } from './upload.js';

type Sent = Pick<Request, 'body'> & { files?: unknown };
type ReadingSite = Pick<WebContext, 'site' | 'equipped' | 'pointed'>;

export async function readSent(context: ReadingSite, request: Sent): Promise<Submission> {
  const { body, files, address } = await gathered(context, request);
  const submission = await readGathered(context, { body, files });
  // What was read of the URL takes its place; until it can be used, the form keeps it.
  if (address === undefined || submission.recipe) return submission;
  return { ...submission, values: { ...submission.values, [TEXT]: address } };
}

/** The submission of fields and files that were gathered. */
export function readGathered(
  context: Pick<ReadingSite, 'site' | 'equipped'>,
  { body, files }: Pick<Gathered, 'body' | 'files'>,
): Promise<Submission> {
  const interpreters = interpretersOf({ equip: context.equipped });
  return readSubmissionAhead(body, files, context.site(), interpreters);
}

const TEXT = formIdOf('packages');

interface Gathered {
  body: unknown;
  files: SentFile[];
  /** The text, if it is the URL or the path of a file or a folder. */
  address?: string;
}

/** The sent fields and files, with the files of an archive, a URL or a path in place of it. */
async function gathered(context: ReadingSite, request: Sent): Promise<Gathered> {
  const uploaded = uploadedFiles(request).map(
    async (file): Promise<SentFile[]> =>
      file.problem ? [file] : filesOrProblem(file.name, 'upload', () => filesIn(file)),
  );
  const files = (await Promise.all(uploaded)).flat();
  const text: unknown = request.body?.[TEXT];
  const site = { ...context.site(), equip: context.equipped };
  const pointed = typeof text === 'string' ? await (await context.pointed()).filesAt(text, site) : undefined;
  if (!pointed) return { body: request.body, files };
  return {
    body: { ...request.body, [TEXT]: '' },
    files: [...files, ...pointed.files],
    address: pointed.address,
  };
}
