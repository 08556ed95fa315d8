import type { Reader } from '../../../reading/reader.js';
import { code } from './code.js';
import { commands } from './commands.js';
import { document } from './document.js';
import { errorText } from './error-text.js';
import { notebook } from './notebook.js';
import { otherLanguage } from './other-language.js';
import { packageList } from './package-list.js';
import { prose } from './prose.js';
import { condaList } from './tables/conda-list.js';
import { condaPlan } from './tables/conda-plan.js';
import { data } from './tables/data.js';
import { jsonList } from './tables/json-list.js';
import { moduleList } from './tables/module-list.js';
import { pipList } from './tables/pip-list.js';
import { pipShow } from './tables/pip-show.js';
import { pipTree } from './tables/pip-tree.js';
import { showVersions } from './tables/show-versions.js';
import { webPage } from './web-page.js';

/** The readers of texts that are not files of one format, by id. A new one is a file in this directory and a line here. */
export const kinds: Readonly<Record<string, Reader>> = {
  'web-page': webPage,
  notebook,
  document,
  'other-language': otherLanguage,
  table: condaList,
  'conda-plan': condaPlan,
  'pip-list': pipList,
  'pip-show': pipShow,
  'pip-tree': pipTree,
  'show-versions': showVersions,
  'json-list': jsonList,
  'module-list': moduleList,
  data,
  error: errorText,
  commands,
  code,
  prose,
  packages: packageList,
};
