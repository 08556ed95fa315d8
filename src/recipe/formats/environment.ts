/** conda's environment.yml: https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-environments.html */
import { RequestErrors, UserError, userErrorsOf } from '../../base/errors.js';
import { defaultLanguage } from '../../languages/index.js';
import { conda as condaSource } from '../../sources/conda.js';
import type { PackageSpec } from '../../sources/package-spec.js';
import { askedByList } from '../asked-channels.js';
import { checkKernelName, kernelNameFrom } from '../name.js';
import { type PackageList, readPackageList } from '../text/package-list.js';
import type { Format, PartialRecipe, TextFile } from './format.js';
import { YamlFile, type YamlItem } from './yaml-file.js';

const KEYS = ['name', 'channels', 'dependencies', 'variables', 'prefix'];

export const environment: Format = {
  id: 'environment',
  label: 'a conda environment (environment.yml)',
  hasContent: (text) => /^(?:dependencies|channels|prefix):/m.test(text),
  hasName: (name) => /\.ya?ml$/.test(name),
  read,
};

function read(text: TextFile): PartialRecipe {
  const file = new YamlFile(text);
  file.allow(KEYS);
  const notes: string[] = [];
  const conda = readItems(dependencies(file), 'packages');
  const pip = readItems(pipDependencies(file), 'pip_packages');
  const errors = [...conda.errors, ...pip.errors];
  const asked = askedByList(file.list('channels').map((item) => textOf(file, item)));
  const first = [...asked.first, ...conda.channels.first, ...pip.channels.first];
  if (errors.length > 0) throw new RequestErrors(errors);
  if (conda.read.length + pip.read.length === 0) throw new UserError('nothing-asked-for', {}, 'packages');
  if (file.text('prefix')) notes.push('`prefix` was left out: the kernel gets its own prefix');
  const packages = portable([...conda.packages, ...conda.pipPackages], notes);
  const fields = {
    ...nameFields(file.text('name'), notes),
    ...(conda.languageVersion && { language_version: conda.languageVersion }),
    packages,
    ...(pip.packages.length > 0 && { pip_packages: pip.packages }),
    ...variableFields(file),
  };
  return {
    fields,
    // Without channels, conda uses those of its configuration.
    channels: { ...asked, first, conda: true },
    notes: [...notes, ...conda.notes, ...pip.notes].map((note) =>
      typeof note === 'string' ? note : note.text,
    ),
  };
}

/** The name of the environment, if a kernel may have it; otherwise a note gives the reason. */
function nameFields(name: string, notes: string[]): { name?: string; display_name?: string } {
  const id = kernelNameFrom(name);
  if (id === '') return {};
  try {
    checkKernelName(id);
    return { name: id, ...(id !== name && { display_name: name }) };
  } catch (error) {
    const [refusal] = userErrorsOf(error);
    if (!refusal) throw error;
    notes.push(`${refusal.message}, so it was left out`);
    return {};
  }
}

function textOf(file: YamlFile, { value, line }: YamlItem): string {
  return typeof value === 'string' ? value : file.fail('this item must be text', line);
}

function dependencies(file: YamlFile): YamlItem[] {
  const items = file.list('dependencies').filter(({ value }) => pipSection(value) === undefined);
  return items.map((item) => ({ ...item, value: textOf(file, item) }));
}

function pipDependencies(file: YamlFile): YamlItem[] {
  return file.list('dependencies').flatMap(({ value, line }) => {
    const section = pipSection(value);
    if (section === undefined || section === '') return [];
    if (!Array.isArray(section)) return file.fail('`pip` must be a list, with a dash before each item', line);
    return section.map((each: unknown, index) => {
      const item = { value: each, line: line && line + index + 1 };
      return { ...item, value: textOf(file, item) };
    });
  });
}

function pipSection(value: unknown): unknown {
  const isPip = typeof value === 'object' && value !== null && Object.keys(value).join() === 'pip';
  return isPip && 'pip' in value ? value.pip : undefined;
}

/** Reads the items as a package list, with errors at the lines of the file. */
function readItems(items: YamlItem[], field: string): PackageList {
  const list = readPackageList(
    items.map(({ value }) => String(value).replace(/\s+/g, ' ')).join('\n'),
    defaultLanguage,
  );
  const lineOf = (line = 1) => items[line - 1]?.line;
  const errors = list.errors.map(({ code, facts, line }) => new UserError(code, facts, field, lineOf(line)));
  return { ...list, errors };
}

// Packages that exist only for Windows or macOS; full exports contain them.
const OTHER_PLATFORMS =
  /^(?:vc\d*|vc\d+-runtime|vs20\d\d.*|ucrt|m2w64-.*|msys2-.*|pywin32.*|pywinpty|winpty|wincertstore|win-inet-pton|win-unicode-console|console-shortcut|menuinst|icc-rt|appnope|pyobjc.*|applaunchservices)$/;

/** Full exports contain exact builds and packages of one platform, which do not exist on others. */
function portable(specs: PackageSpec[], notes: string[]): PackageSpec[] {
  const unusable = specs.filter(({ name }) => OTHER_PLATFORMS.test(condaSource.normalizeName(name)));
  const kept = specs.filter((spec) => !unusable.includes(spec));
  const built = kept.filter(({ build }) => build && !build.includes('*'));
  if (unusable.length > 0) notes.push(`Packages for other platforms were left out: ${names(unusable)}`);
  if (built.length > 0) notes.push(`Build strings were left out, versions kept: ${names(built)}`);
  return kept.map((spec) => (built.includes(spec) ? spec.withoutBuild() : spec));
}

function names(specs: readonly PackageSpec[]): string {
  return specs.map(({ name }) => `\`${name}\``).join(', ');
}

function variableFields(file: YamlFile): { kernel_variables?: Record<string, string> } {
  const value = file.values.variables ?? '';
  if (value === '') return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return file.fail('`variables` must be a map of names to values', file.lineOfKey('variables'));
  }
  const entries = Object.entries(value).map(([name, text]): [string, string] => [name, String(text)]);
  return { kernel_variables: Object.fromEntries(entries) };
}
