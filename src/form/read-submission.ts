/** Reads a submitted form while the event loop answers other requests. */
import { nextTurn } from '../base/pieces.js';
import { type ReadAhead, type ReadAheadOptions, readAhead } from '../recipe/intake/ahead/read-ahead.js';
import type { SentFile } from './sent-files.js';
import type { FormSite } from './site-form.js';
import { readSubmission, type Submission, textsToRead } from './submission.js';

/** As readSubmission, after code was read by the parser of its language, and large texts in a thread. */
export async function readSubmissionAhead(
  body: unknown,
  files: readonly SentFile[],
  site: FormSite,
  interpreters: ReadAheadOptions['interpreters'],
): Promise<Submission> {
  const { groups, ...options } = textsToRead(body, files, site);
  const parts: ReadAhead[] = [];
  for (const texts of groups) parts.push(await readAhead(texts, { ...options, interpreters }));
  const ahead = {
    code: new Map(parts.flatMap(({ code = [] }) => [...code])),
    readings: new Map(parts.flatMap(({ readings = [] }) => [...readings])),
  };
  // For a long text, the rest takes as long as other requests may wait.
  await nextTurn();
  const submission = readSubmission(body, files, site, ahead);
  await nextTurn();
  return submission;
}
