import { describe, expect, it } from 'vitest';
import type { SentFile } from '../../../../src/form/sent-files.js';
import { siteSchema } from '../../../../src/site/settings/index.js';
import { readUpdateSubmission } from '../../../../src/web/form/reading/update-submission.js';
import { notebookOf } from '../../../support/notebook.js';

const kernel = { language: 'python' };
const file: SentFile = { name: 'rain.ipynb', bytes: Buffer.from(notebookOf(['new'])) };
const kept = notebookOf(['old']);

function read(body: object, files: readonly SentFile[] = [], form: object = {}) {
  const site = { config: siteSchema.parse({ form }) };
  const { given, errors } = readUpdateSubmission(body, files, site, kernel);
  const { run_notebook, notebook_minutes: minutes, accept_notebook_failure: accept } = given;
  const code = /"source":"(\w+)"/.exec(run_notebook)?.[1] ?? '';
  return { code, minutes, accept, errors: errors.map((error) => [error.code, error.field]) };
}

describe('the notebook of an update', () => {
  const none = { code: '', minutes: '', accept: false, errors: [] };
  const ticked = { kernel_notebook: kept, run_notebook: ['0', '1'] };

  it.each([
    ['runs if its file is chosen', {}, [file], { ...none, code: 'new' }],
    ['runs if an earlier page was given it', ticked, [], { ...none, code: 'old' }],
    ['is replaced by a chosen file', ticked, [file], { ...none, code: 'new' }],
    ['is left out without its tick', { ...ticked, run_notebook: '0', notebook_minutes: '5' }, [], none],
    [
      'has a time limit, and may fail',
      { ...ticked, notebook_minutes: '5', notebook_failure: 'accept' },
      [],
      { ...none, code: 'old', minutes: '5', accept: true },
    ],
    ['is missed by a time limit without one', { notebook_minutes: '5' }, [], { ...none, minutes: '5' }],
    [
      'has to be one',
      {},
      [{ name: 'list.txt', bytes: Buffer.from('six') }],
      { ...none, errors: [['file-not-understood', 'upload']] },
    ],
    [
      'has to be for the language of the kernel',
      {},
      [{ ...file, bytes: Buffer.from(notebookOf(['1'], { kernelspec: { language: 'R' } })) }],
      { ...none, errors: [['notebook-language', 'upload']] },
    ],
  ])('%s', (_what, body, files, expected) => {
    expect(read(body, files)).toEqual(expected);
  });

  it('keeps to the form of the site', () => {
    expect(read(ticked, [file], { hidden: ['kernel_notebook'] })).toEqual(none);
    const defaults = { notebook_minutes: '7' };
    expect(read({ notebook_minutes: '7' }, [], { defaults })).toEqual(none);
    expect(read(ticked, [], { defaults, hidden: ['notebook_minutes'] })).toMatchObject({ minutes: '7' });
  });
});
