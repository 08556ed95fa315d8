/** Changes of the recipe that may help after a failure; the page and the command line offer them. Pure. */
import type { ModulePackage } from '../../../languages/package-syntax.js';
import type { NextStep } from '../../../shared/builds/build-events.js';
import { interpreterKind } from '../../../sources/runtime/interpreter.js';
import type { StepFailure } from './cause-row.js';

/** For a pinned version that has no wheel or does not exist. */
export function anyVersion(name: string | undefined): NextStep[] {
  if (!name) return [];
  return [{ id: `any-${name}`, label: `Any version of ${name}`, package: { from: name, to: name } }];
}

/** For a package that was renamed or misspelt. */
export function otherPackage(from: string | undefined, to: string | undefined): NextStep[] {
  if (!from || !to) return [];
  return [{ id: `use-${to}`, label: `${to} instead of ${from}`, package: { from, to } }];
}

/** For a module that is missing. What is only guessed from the name of the module says so. */
export function addPackage(found: ModulePackage | undefined, module: string): NextStep[] {
  if (!found || found.spec === '') return [];
  const { spec, known } = found;
  const about = known
    ? spec === module
      ? ''
      : `, which has the module ${module}`
    : ', if that has the module';
  const add = { package: spec, module, ...(known && { known }) };
  return [{ id: `add-${spec.replace(/[^\w.-].*$/, '')}`, label: `Add ${spec}${about}`, add }];
}

/** For an update that the earlier versions of these packages prevent. */
export function lettingMove(names: readonly string[]): NextStep[] {
  if (names.length === 0) return [];
  return [{ id: 'upgrade', label: `Upgrade ${names.join(' and ')} too`, upgrade: [...names] }];
}

/** For a package that has to be built with an older version of a build tool. */
export function buildWith(spec: string): NextStep[] {
  return [
    { id: `build-with-${nameIn(spec)}`, label: `Build with ${spec}`, build: { build_constraints: [spec] } },
  ];
}

/** For a package that needs another one for its build without declaring it. Without isolation, builds need these too. */
export function buildBeside(name: string): NextStep[] {
  const build_packages = [...new Set([name, 'setuptools', 'wheel'])];
  return [
    {
      id: `build-beside-${nameIn(name)}`,
      label: `Install ${name} first, and build without isolation`,
      build: { build_packages },
    },
  ];
}

function nameIn(spec: string): string {
  return /^[\w.-]+/.exec(spec)?.[0] ?? '';
}

/** A part of a hint, if a person can choose the Python that the packages run on: in a kernel of Python alone. */
export function ifPythonIsChosen({ language }: Pick<StepFailure, 'language'>, text: string): string {
  return !language || language.id === interpreterKind.id ? text : '';
}

/** For a package that does not work with a new version of the language, if the output shows one. */
export function olderLanguage(output: string, language: StepFailure['language']): NextStep[] {
  const version = language?.olderVersion?.(output);
  if (!language || version === undefined) return [];
  const { id, label } = language;
  return [{ id: `${id}-${version}`, label: `${label} ${version}`, language_version: version }];
}
