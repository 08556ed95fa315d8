/** Renders pages as HTML. The views are ejs templates. */
import { formIdOf } from '../../form/form-ids.js';
import { lookOf } from '../../languages/looks.js';
import { noteTexts } from '../../languages/note-text.js';
import { hasEnded } from '../../shared/builds/build-events.js';
import type { BuildPage, BuildsPage } from '../../shared/builds/build-page.js';
import { compiledText, stepNow } from '../../shared/builds/step-words.js';
import type { DoctorPage } from '../../shared/finding.js';
import type { CreatePage } from '../../shared/form/create-page.js';
import type { PreviewPage } from '../../shared/form/preview-page.js';
import * as words from '../../shared/format.js';
import type { Frame, MessagePage } from '../../shared/frame.js';
import { icon } from '../../shared/icons.js';
import { escapeHtml, inlineHtml, pathHtml } from '../../shared/inline-text.js';
import type { DiskPage } from '../../shared/kernels/disk-page.js';
import { healthWords, purgeText } from '../../shared/kernels/health.js';
import type { KernelPage } from '../../shared/kernels/kernel-page.js';
import type { KernelsPage } from '../../shared/kernels/kernels-page.js';
import type { UpdatePage } from '../../shared/kernels/update-page.js';
import { parseSgr } from '../../shared/terminal-colours.js';
import { assetFile, assetImports, assetText } from '../assets.js';
import { groupFields } from '../form/fields/field-groups.js';
import { shownLines } from '../log/log-lines.js';
import { views } from '../views/index.js';
import { phaseBars } from './builds/phase-bars.js';
import { scriptParts } from './create/script-parts.js';

/** The model of each page. */
export interface Pages {
  create: CreatePage;
  preview: PreviewPage;
  builds: BuildsPage;
  build: BuildPage;
  'kernel-page': KernelPage;
  kernels: KernelsPage;
  disk: DiskPage;
  doctor: DoctorPage;
  update: UpdatePage;
  message: MessagePage;
}

/** A complete page. All values of the model are escaped. */
export function renderPage<Name extends keyof Pages>(name: Name, model: Pages[Name]): string {
  const page: Frame = model;
  const part = (view: string, it?: unknown): string => viewNamed(view)({ page, part, it, show }, escaped);
  return part('layout', { name, body: part(name) });
}

function viewNamed(name: string) {
  const view = views[name];
  if (!view) throw new Error(`There is no view ${name}`);
  return view;
}

/** Functions for views. Those that return HTML escape their arguments. */
const show = {
  assetFile,
  assetImports,
  assetText,
  ...words,
  lookOf,
  noteTexts,
  icon,
  formIdOf,
  groupFields,
  hasEnded,
  phaseBars,
  compiledText,
  stepNow,
  healthWords,
  purgeText,
  inline: inlineHtml,
  path: pathHtml,
  runs: parseSgr,
  scriptParts,
  shownLines,
};

function escaped(value: unknown): string {
  return value === undefined || value === null ? '' : escapeHtml(String(value));
}
