/** Reads the form of the page *Update*: what it asks for, also with a notebook to run. */
import { collect, type UserError } from '../../../base/errors.js';
import { formIdOf } from '../../../form/form-ids.js';
import { formValues } from '../../../form/form-values.js';
import { notebookAsked, RUN_NOTEBOOK } from '../../../form/run-notebook.js';
import { placedAt, readFiles, type SentFile } from '../../../form/sent-files.js';
import { type FormSite, hiddenFields, initialValues } from '../../../form/site-form.js';
import type { UpdateArguments } from '../../../kernels/update/update-arguments.js';
import { languageOf } from '../../../languages/index.js';
import { readNotebook } from '../../../recipe/formats/files/notebook-file.js';
import { cellsToRun, notebookToRun } from '../../../recipe/schema/notebook-to-run.js';
import { readUpgrade } from '../filling/update-fields.js';

export interface UpdateSubmission {
  given: UpdateArguments;
  errors: readonly UserError[];
  /** The notebook that would run: its name, if it is a file, and its cells with code. */
  notebook?: { name?: string; cells: number };
}

/** What the fields of the form, or an address, ask for. A guess is shown as one, and so accepted with the form. */
export function readUpdate(body: unknown): UpdateArguments {
  const fields = body && typeof body === 'object' ? (body as Record<string, unknown>) : {};
  const add = listIn(fields.add).join('\n').trim();
  return {
    add: add === '' ? [] : [add],
    remove: listIn(fields.remove).filter(Boolean),
    upgrade: readUpgrade(fields),
    accept_guesses: true,
    ...{ run_notebook: '', notebook_minutes: '', accept_notebook_failure: false },
  };
}

/** The same with the notebook of the form. Never throws for mistakes of the user. */
export function readUpdateSubmission(
  body: unknown,
  files: readonly SentFile[],
  site: FormSite,
  kernel: { language: string },
): UpdateSubmission {
  const given = readUpdate(body);
  if (hiddenFields(site).includes(NOTEBOOK)) return { given, errors: [] };
  const { texts, errors } = readFiles(files);
  const [file] = texts;
  const sent = formValues(body, [NOTEBOOK, RUN_NOTEBOOK, ...settings]);
  // A file is chosen to be run, also in the place of one that is left out.
  const box = file ? '1' : sent[RUN_NOTEBOOK];
  const { notebook = sent[NOTEBOOK] ?? '' } = notebookAsked(box, sent[NOTEBOOK] ?? '', file);
  const refused: UserError[] = [];
  const text =
    collect(refused, () => {
      // Its errors name the file.
      if (file) readNotebook(file);
      return notebookToRun(notebook, languageOf(kernel));
    }) ?? '';
  return {
    given: { ...given, run_notebook: text, ...(box !== '0' && settingsOf(sent, text, site)) },
    errors: [...errors, ...placedAt(file ? 'upload' : 'notebook', refused)],
    ...(text && { notebook: { cells: cellsToRun(text), ...(file?.name && { name: file.name }) } }),
  };
}

const NOTEBOOK = formIdOf('notebook');
const settings = ['notebook_minutes', 'notebook_failure'] as const;

/** Without a notebook, a value that the site has set asks for none. */
function settingsOf(
  sent: Partial<Record<string, string>>,
  notebook: string,
  site: FormSite,
): Pick<UpdateArguments, 'notebook_minutes' | 'accept_notebook_failure'> {
  const initial = initialValues(site);
  const hidden = hiddenFields(site);
  const [minutes, failure] = settings.map((id) => {
    const value = (hidden.includes(id) ? initial[id] : sent[id]) ?? '';
    return notebook === '' && value === initial[id] ? '' : value;
  });
  return { notebook_minutes: minutes ?? '', accept_notebook_failure: failure === 'accept' };
}

function listIn(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => typeof each === 'string');
}
