/** How the program that tests a kernel is run: by the steps of a plan, and for a kernel that is published already. */
import { isolatedVariables, type Language, type StartedLanguage } from '../../languages/language.js';
import { askedPackages } from '../../recipe/package-fields.js';
import type { Recipe } from '../../recipe/recipe.js';
import { cellsToRun } from '../../recipe/schema/notebook-to-run.js';
import { count } from '../../shared/format.js';
import { sourceIds, sourceOf } from '../../sources/index.js';
import type { ProgramFile, ProgramRunner } from '../helper.js';
import manifestProgram from '../programs/manifest.py';
import probeProgram from '../programs/probe.py';
import probeCellsProgram from '../programs/probe_cells.py';
import probeKernelProgram from '../programs/probe_kernel.py';
import probeNotebookProgram from '../programs/probe_notebook.py';
import probeProgramsProgram from '../programs/probe_programs.py';

interface Tried {
  language: StartedLanguage;
  /** What runs the program. */
  runner: Pick<ProgramRunner, 'words'>;
  kernel: string;
  /** The directory with the kernelspec's directory in it. */
  kernels: string;
  prefix: string;
  /** Where to list the files of the environment, if at all. */
  manifest?: string;
  /** How long the recipe's notebook may run, if it has one. */
  notebook_minutes?: number;
}

export interface Probe {
  /** Its files, all in one directory. */
  files: ProgramFile[];
  argv: string[];
  /** The JSON file with the results (a Report of shared/builds/report.ts). */
  report: string;
}

/** The JSON file with the results (a Report of shared/builds/report.ts). */
export function reportPath(directory: string): string {
  return `${directory}/report.json`;
}

/** The program that lists the files of an environment, with what the installers of each source keep about their packages. */
export function manifestText(): string {
  const readers = sourceIds.map(
    (id) => `${sourceOf(id).records.program}\n\nREADERS['${id}'] = records\n\n\n`,
  );
  const [before = '', main = ''] = manifestProgram.split(MAIN);
  return [before, ...readers, MAIN, main].join('');
}

const MAIN = "if __name__ == '__main__':";

/** The program, what it tests (the requested packages and the smoke test), and the command. */
export function makeProbe(
  recipe: Recipe,
  directory: string,
  { language, runner, kernel, kernels, prefix, manifest, notebook_minutes }: Tried,
): Probe {
  const file = (name: string, title: string, text: string) => ({ path: `${directory}/${name}`, title, text });
  const definition = file(
    'probe.json',
    'Write the list of what to test',
    definitionOf(recipe, language, notebook_minutes),
  );
  const program = file('probe.py', 'Write the program that tests the kernel', probeProgram);
  const report = reportPath(directory);
  return {
    files: [
      definition,
      program,
      file('probe_kernel.py', 'Write its part that talks to the kernel', probeKernelProgram),
      file('probe_cells.py', 'Write its part that runs the cells', probeCellsProgram),
      file('probe_programs.py', 'Write its part that runs the programs beside it', probeProgramsProgram),
      ...(manifest ? [file('manifest.py', 'Write the program that lists the files', manifestText())] : []),
      ...notebookFiles(recipe, file),
      ...Object.entries(language.probe.files).map(([name, text]) =>
        file(name, `Write its part for ${language.label}: ${name}`, text),
      ),
    ],
    argv: [
      ...[...runner.words, program.path, '--kernel', kernel, '--kernels', kernels],
      ...['--prefix', prefix, '--definition', definition.path, '--report', report],
      ...(manifest ? ['--manifest', manifest] : []),
    ],
    report,
  };
}

/** The title of the step that tests the kernel. */
export function probeTitle({ probe }: Language, { notebook }: Pick<Recipe, 'notebook'>): string {
  const parts = [
    'Start the kernel, run a cell',
    ...(probe.try ? [`${probe.try.verb} each package`] : []),
    ...(notebook ? [`run the notebook (${count(cellsToRun(notebook), 'cell')})`] : []),
  ];
  return parts.join(', ');
}

const NOTEBOOK = 'notebook.ipynb';

function notebookFiles(
  { notebook }: Recipe,
  file: (name: string, title: string, text: string) => ProgramFile,
): ProgramFile[] {
  if (notebook === '') return [];
  return [
    { ...file(NOTEBOOK, 'Write the code of the notebook to run', notebook), not_kept: true },
    file('probe_notebook.py', 'Write the program that runs the notebook', probeNotebookProgram),
  ];
}

function definitionOf(recipe: Recipe, { isolation, probe }: StartedLanguage, notebook_minutes = 0): string {
  const packages = askedPackages(recipe).map(({ name }) => ({ name }));
  const { files: _, ...parts } = probe;
  const definition = {
    packages,
    imports: recipe.imports,
    smoke_code: recipe.smoke_code,
    ...(recipe.notebook && {
      notebook: { file: NOTEBOOK, minutes: notebook_minutes, accept: recipe.notebook_failure === 'accept' },
    }),
    isolated: isolatedVariables(isolation),
    ...parts,
  };
  return `${JSON.stringify(definition, null, 1)}\n`;
}
