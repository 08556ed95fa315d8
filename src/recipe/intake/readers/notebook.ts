/** A notebook: what its cells import and install, and the modules that its saved errors miss: https://nbformat.readthedocs.io/en/latest/format_description.html */
import { languages } from '../../../languages/index.js';
import type { Language } from '../../../languages/language.js';
import { otherLanguageNamed } from '../../../languages/others/index.js';
import { type Finding, note } from '../../../reading/finding.js';
import { type GivenText, givenText } from '../../../reading/given-text.js';
import { type Reader, type ReadingContext, sureness } from '../../../reading/reader.js';
import {
  type NotebookCell as Cell,
  codeOf,
  isNotebook,
  languageNamed,
  type NotebookMetadata as Metadata,
  readNotebook,
} from '../../formats/files/notebook-file.js';
import { hasScriptBlock, scriptBlockFindings } from '../../formats/projects/script-block-findings.js';
import { isKernelName } from '../../schema/name.js';
import { otherLanguageFindings } from '../../text/other-language-lines.js';
import { code } from './code.js';
import { errorText } from './error-text.js';

export const notebook: Reader = {
  id: 'notebook',
  label: 'a notebook (.ipynb)',
  recognizes({ text, name = '' }) {
    if (/\.ipynb$/i.test(name)) return sureness.certain;
    return isNotebook(text) ? sureness.certain : sureness.no;
  },
  read,
};

function* read(given: GivenText, context: ReadingContext): Iterable<Finding> {
  const { metadata, cells } = readNotebook(given);
  const sources = codeOf({ cells });
  const other = otherLanguageNamed(languageNamed(metadata));
  if (other) {
    const { packagesIn = () => [] } = other;
    yield* withoutLines(
      otherLanguageFindings(other, given.name ?? 'the notebook', { packagesIn }, sources.join('\n')),
    );
    return;
  }
  yield* languageFindings(metadata);
  yield* kernelFindings(metadata);
  yield* savedErrors(cells, context);
  for (const source of sources.filter(hasScriptBlock))
    yield* withoutLines(scriptBlockFindings({ ...given, text: source }));
  // Cells are no lines of the file.
  yield* withoutLines(code.read(givenText(sources.join('\n')), contextOf(metadata, context)));
}

/** What the parser of the notebook's language found, or each parser, if the notebook names no language. */
function contextOf(metadata: Metadata, { code: parsed, ...context }: ReadingContext): ReadingContext {
  if (parsed && languageNamed(metadata) === '') return { ...context, code: parsed };
  const { id = '' } = languageOf(metadata) ?? {};
  const own = parsed?.get(id);
  return { ...context, ...(own && { code: new Map([[id, own]]) }) };
}

function languageOf(metadata: Metadata): Language | undefined {
  const name = languageNamed(metadata).toLowerCase();
  return Object.values(languages).find(({ id, kernel_language }) => id === name || kernel_language === name);
}

/** The language of the kernel. Its version is that of another host, so that it is only reported. */
function* languageFindings(metadata: Metadata): Iterable<Finding> {
  const name = languageNamed(metadata);
  const known = languageOf(metadata);
  const version = metadata.language_info?.version;
  if (name !== '') yield { kind: 'language', language: known?.id ?? name, from: name };
  if (version) yield note(`The notebook was last saved with ${known?.label ?? name} ${version}`);
}

/** The kernel that the notebook asks for. Jupyter opens it without a question if a kernel has this very name. */
function* kernelFindings({ kernelspec }: Metadata): Iterable<Finding> {
  const { name = '', display_name = '' } = kernelspec ?? {};
  // `python3` and others are of every Jupyter.
  if (name === '' || isUsual(name)) return;
  if (isKernelName(name)) {
    yield { kind: 'name', name };
    if (display_name !== '' && display_name !== name) yield { kind: 'display-name', name: display_name };
    return;
  }
  yield note(
    `The notebook asks for the kernel \`${name}\`, a name that is not allowed here: Jupyter asks for another kernel when it opens the notebook`,
  );
}

function isUsual(name: string): boolean {
  return Object.values(languages).some(({ kernel_language }) => name.replace(/\d+$/, '') === kernel_language);
}

/** The errors that stopped cells when the notebook was saved: no import shows a missing module so surely. */
function* savedErrors(cells: readonly Cell[], context: ReadingContext): Iterable<Finding> {
  const outputs = cells.flatMap((cell) => cell.outputs);
  const errors = outputs.filter(({ ename }) => /^(?:ModuleNotFoundError|ImportError)$/.test(ename));
  for (const { ename, evalue } of errors) {
    const [first = ''] = evalue.split('\n');
    const findings = withoutLines(errorText.read(givenText(`${ename}: ${first}`), context));
    for (const finding of findings) if (finding.kind !== 'problem') yield finding;
  }
}

function* withoutLines(findings: Iterable<Finding>): Iterable<Finding> {
  for (const { line: _, ...finding } of findings) yield finding;
}
