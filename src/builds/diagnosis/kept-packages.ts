/** The packages that an update holds at their earlier versions, in a command that solves. Pure. */
import type { Language } from '../../languages/language.js';
import { PackageSpec } from '../../sources/specs/package-spec.js';

interface Solving {
  argv: readonly string[];
  variables?: Readonly<Record<string, string>> | undefined;
}

/**
 * The names of all exact specs: conda and mamba get them as arguments and as pins. Without the language: another version of
 * it is no upgrade of a package.
 */
export function keptPackages({ argv, variables = {} }: Solving, language?: Language): string[] {
  const specs = [...argv, ...Object.values(variables)].flatMap((text) => text.split(/[,&\s]/));
  const names = specs.flatMap((spec) => /^(?:.*::)?([\w.-]+)==[^=]+$/.exec(spec)?.[1] ?? []);
  return names.filter((name) => !language || !isLanguage(name, language));
}

function isLanguage(name: string, { packages }: Language): boolean {
  return packages.versionAsked(new PackageSpec({ name, extras: [], constraint: [] })) !== undefined;
}
