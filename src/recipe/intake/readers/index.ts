import type { Reader } from '../../../reading/reader.js';
import { code } from './code.js';
import { commands } from './commands.js';
import { errorText } from './error-text.js';
import { notebook } from './notebook.js';
import { packageList } from './package-list.js';
import { packageTable } from './package-table.js';
import { prose } from './prose.js';
import { webPage } from './web-page.js';

/** The readers of texts that are not files of one format, by id. A new one is a file in this directory and a line here. */
export const kinds: Readonly<Record<string, Reader>> = {
  'web-page': webPage,
  notebook,
  table: packageTable,
  error: errorText,
  commands,
  code,
  prose,
  packages: packageList,
};
