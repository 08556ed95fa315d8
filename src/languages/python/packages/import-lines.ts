/** Reads the missing packages from import statements and import errors. */

import { type Finding, note } from '../../../reading/finding.js';
import { isStandardModule, packageOfImport } from './import-names.js';
import { isWellKnown } from './known-packages.js';

const MODULE = /^[A-Za-z_]\w*(?:\.\w+)*$/;

/** Reads `ModuleNotFoundError: No module named 'cv2'`, and the form of earlier Python versions. */
export function readImportError(line: string): Finding[] | undefined {
  const missing = /^(?:ModuleNotFoundError|ImportError): No module named '?([\w.]+)/.exec(line)?.[1];
  if (missing !== undefined) return importedPackage(missing, line);
  const other = /^[\w.]*(?:Error|Exception): ./.test(line);
  return other ? [note('This error does not name a missing package')] : undefined;
}

/** Reads `import x, y as z` and `from a.b import c`. */
export function readImport(line: string): Finding[] | undefined {
  if (!/^(?:import [A-Za-z_]|from [A-Za-z_.][\w.]* import\b)/.test(line)) return undefined;
  const statements = line.replace(/ ?#.*$/, '').split(/ ?; ?/);
  return statements.flatMap(importedModules).flatMap((module) => importedPackage(module, module));
}

function importedModules(statement: string): string[] {
  const from = /^from ([\w.]+) import\b/.exec(statement)?.[1];
  const list = /^import (.*)$/.exec(statement)?.[1] ?? '';
  const modules =
    from === undefined ? list.split(',').map((each) => each.trim().split(' ')[0] ?? '') : [from];
  return modules.filter((module) => MODULE.test(module));
}

function importedPackage(module: string, from: string): Finding[] {
  if (isStandardModule(module)) return [note(`\`${module}\` is part of Python`)];
  const name = packageOfImport(module);
  const entry: Finding = { kind: 'package', from, spec: name, module };
  const unsure = note(
    `\`${name}\` is a guess from the name of the import; leave it out if \`${module}\` is your own module`,
  );
  return isWellKnown(name) ? [entry] : [entry, unsure];
}
