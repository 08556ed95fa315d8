/** Reads the packages from Python code: import statements, and commands in magics. */
import { type Finding, note } from '../../../reading/finding.js';
import { packageOfImport } from './names/import-names.js';
import { isWellKnown } from './names/known-packages.js';
import { standardModuleWords } from './names/standard-modules.js';

// No statement of a person is longer.
const LINE_MOST = 5_000;

const MODULE = /^[A-Za-z_]\w*(?:\.\w+)*$/;

/** Reads `import x, y as z` and `from a.b import c`. */
export function readImport(line: string): Finding[] | undefined {
  if (!isImport(line)) return undefined;
  const statements = line.slice(0, LINE_MOST).replace(/#.*$/, '').split(';');
  const modules = statements.flatMap((statement) => importedModules(statement.trim()));
  return modules.flatMap((module) => packageOfModule(module, module));
}

export function isImport(line: string): boolean {
  return /^(?:import [A-Za-z_]\w*(?:\s*[.,;#]|\s+as\s|\s*$)|from [A-Za-z_.][\w.]* import\b)/.test(line);
}

function importedModules(statement: string): string[] {
  const from = /^from ([\w.]+) import\b/.exec(statement)?.[1];
  const list = /^import (.*)$/.exec(statement)?.[1] ?? '';
  const modules =
    from === undefined ? list.split(',').map((each) => each.trim().split(' ')[0] ?? '') : [from];
  return modules.filter((module) => MODULE.test(module));
}

/** Modules that only the notebooks of these services have. */
const HOSTED: Readonly<Record<string, string>> = {
  'google.colab': 'Google Colab',
  kaggle_secrets: 'Kaggle',
  dbutils: 'Databricks',
};

function hostedModuleWords(module: string): string | undefined {
  const name = Object.keys(HOSTED).find((each) => module === each || module.startsWith(`${each}.`));
  return name && `\`${name}\` is a part of ${HOSTED[name]}, and not of other hosts`;
}

/** The package that provides a module; a note if Python itself does. */
export function packageOfModule(module: string, from: string): Finding[] {
  const standard = standardModuleWords(module) ?? hostedModuleWords(module);
  const { name, spec } = packageOfImport(module);
  if (standard)
    return [
      note(standard),
      ...(/^distutils\b/.test(module) ? [{ kind: 'package', spec, module, from } as const] : []),
    ];
  if (isWellKnown(name)) return [{ kind: 'package', from, spec, module }];
  return [
    { kind: 'package', from, spec, module, guessed: true },
    note(
      `\`${name}\` is a guess from the name of the import; leave it out if \`${module}\` is your own module`,
    ),
  ];
}
