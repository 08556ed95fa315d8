/** The parts of a notebook file that the app reads: https://nbformat.readthedocs.io/en/latest/format_description.html */
import * as z from 'zod';
import type { GivenText } from '../../../reading/given-text.js';
import { readJson } from './json-file.js';
import { shaped } from './shape.js';

// Each shape is made on first use: most programs read no notebook.
const words = z.lazy(() => z.union([z.string(), z.array(z.string())]).default(''));

const makeCellShape = () =>
  z.looseObject({
    cell_type: z.string(),
    source: words,
    metadata: z.looseObject({ tags: z.array(z.string()).catch([]) }).catch({ tags: [] }),
    outputs: z
      .array(
        z.looseObject({
          output_type: z.string(),
          ename: z.string().default(''),
          evalue: z.string().default(''),
        }),
      )
      .default([]),
  });

/** A cell of nbformat 3, in which notebooks were saved before 2015. */
const makeOldCellShape = () =>
  makeCellShape()
    .omit({ source: true })
    .extend({ input: words })
    .transform(({ input, ...cell }) => ({ ...cell, source: input }));

const shape = z.lazy(() =>
  z.looseObject({
    metadata: z
      .looseObject({
        kernelspec: z
          .looseObject({
            name: z.string().default(''),
            display_name: z.string().default(''),
            language: z.string().optional(),
          })
          .optional(),
        language_info: z
          .looseObject({ name: z.string().optional(), version: z.string().optional() })
          .optional(),
      })
      .default({}),
  }),
);

const cellsShape = z.lazy(() => z.looseObject({ cells: z.array(makeCellShape()) }));
const sheetsShape = z.lazy(() =>
  z.looseObject({ worksheets: z.array(z.looseObject({ cells: z.array(makeOldCellShape()) })) }),
);

export type NotebookMetadata = z.output<typeof shape>['metadata'];
export type NotebookCell = z.output<ReturnType<typeof makeCellShape>>;

export interface NotebookFile {
  metadata: NotebookMetadata;
  cells: NotebookCell[];
}

/** Whether a text is a notebook; one that was cut off lacks its end. */
export function isNotebook(text: string): boolean {
  return (
    /^\s{0,100}\{/.test(text) && /"(?:cells|worksheets)"/.test(text) && /"(?:nbformat|cell_type)"/.test(text)
  );
}

/** @throws UserError `file-not-understood`. */
export function readNotebook(given: GivenText): NotebookFile {
  const value = readJson(given);
  const { metadata } = shaped(shape, value, given);
  const cells = sheetsShape.safeParse(value).success
    ? shaped(sheetsShape, value, given).worksheets.flatMap((sheet) => sheet.cells)
    : shaped(cellsShape, value, given).cells;
  return { metadata, cells };
}

/** The name of the language that the notebook's kernel has; empty if it names none. */
export function languageNamed({ kernelspec, language_info: info }: NotebookMetadata): string {
  return kernelspec?.language ?? info?.name ?? '';
}

/** The sources of the cells with code. */
export function codeOf({ cells }: Pick<NotebookFile, 'cells'>): string[] {
  return cells.filter(({ cell_type }) => cell_type === 'code').map(sourceOf);
}

export function sourceOf({ source }: Pick<NotebookCell, 'source'>): string {
  return typeof source === 'string' ? source : source.join('');
}
