/** How the program that tries a kernel is called: as steps of a plan, and for a kernel that is published already. */

import { languages } from '../languages/index.js';
import type { Recipe } from '../recipe/recipe.js';
import { parsePackageSpec } from '../sources/package-spec.js';
import importsProgram from './programs/imports.py';
import packagesProgram from './programs/packages.py';
import probeProgram from './programs/probe.py';
import probeKernelProgram from './programs/probe_kernel.py';
import probeNotesProgram from './programs/probe_notes.py';

interface Tried {
  /** The environment's own Python. */
  python: string;
  kernel: string;
  /** The directory that holds the kernelspec's directory. */
  kernels: string;
  prefix: string;
}

export interface Probe {
  /** The files that it consists of; all lie in one directory. */
  files: { path: string; text: string; title: string }[];
  argv: string[];
  /** The JSON file that gets what was found out (a Report of build/report.ts). */
  report: string;
}

/** The JSON file that gets what was found out (a Report of build/report.ts). */
export function reportPath(directory: string): string {
  return `${directory}/report.json`;
}

/** The program, what has to work (the packages that were asked for, and the smoke code), and the command. */
export function makeProbe(
  recipe: Recipe,
  directory: string,
  { python, kernel, kernels, prefix }: Tried,
): Probe {
  const file = (name: string, title: string, text: string) => ({ path: `${directory}/${name}`, title, text });
  const definition = file('probe.json', 'Write down what must work', definitionOf(recipe));
  const program = file('probe.py', 'Write the program that tries the kernel', probeProgram);
  const report = reportPath(directory);
  return {
    files: [
      definition,
      program,
      file('probe_kernel.py', 'Write its part that talks to the kernel', probeKernelProgram),
      file('packages.py', 'Write its part that lists the packages', packagesProgram),
      file('imports.py', 'Write its part that imports them', importsProgram),
      file('probe_notes.py', 'Write its part that looks for what else is worth telling', probeNotesProgram),
    ],
    argv: [
      ...[python, '-I', program.path, '--kernel', kernel, '--kernels', kernels],
      ...['--prefix', prefix, '--definition', definition.path, '--report', report],
    ],
    report,
  };
}

function definitionOf(recipe: Recipe): string {
  const packages = [...recipe.packages, ...recipe.pip_packages].map((text) => ({
    name: parsePackageSpec(text).name,
  }));
  const { kernel_language: language, isolate } = languages[recipe.language] ?? {
    kernel_language: recipe.language,
    isolate: [],
  };
  return `${JSON.stringify({ packages, smoke_code: recipe.smoke_code, language, isolate }, null, 1)}\n`;
}
