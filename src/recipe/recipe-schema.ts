/** The fields of a recipe: their shape and spelling. What a site allows is checked by site/policy.ts, what a manager can do by plan/. */
import * as z from 'zod';
import { UserError } from '../base/errors.js';
import { defaultLanguage } from '../languages/index.js';
import type { Language } from '../languages/language.js';
import type { PackageSyntax } from '../languages/package-syntax.js';
import { PackageSpec } from '../sources/package-spec.js';
import { checkChannel } from './channel.js';
import { field, fieldErrors } from './field.js';
import { checkKernelName } from './name.js';
import { checkVariable } from './variables.js';

export const DISPLAY_NAME_MOST = 120;
export const PACKAGES_MOST = 500;

// Control characters, and the marks that turn the direction of text around (they could make a name look like another).
const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

const channel = field('a channel name or an https address', checkChannel);

const moduleName = field('a module name', (text) => {
  if (!/^[A-Za-z0-9_][\w.+/-]{0,199}$/.test(text) || text.includes('..')) {
    throw new UserError('module-not-understood', { given: text });
  }
});

/** A package that is a spec already is taken as it is. */
function packageSpec(syntax: PackageSyntax) {
  return z.custom<string | PackageSpec>().transform((given, context): PackageSpec => {
    if (given instanceof PackageSpec) return given;
    if (typeof given === 'string') return fieldErrors(context, () => syntax.parse(given)) ?? z.NEVER;
    context.addIssue({ code: 'invalid_type', expected: 'string', input: given });
    return z.NEVER;
  });
}

const variables = z
  .record(z.string(), z.string())
  .superRefine((map, context) => {
    for (const [name, value] of Object.entries(map)) {
      fieldErrors(context, () => checkVariable(name, value));
    }
  })
  .default({});

/** Of a list that is too long that alone is told, not what is wrong with each item. */
function listOf<Output, Input>(item: z.ZodType<Output, Input>, what: string, most: number) {
  return z
    .array(z.custom<Input>())
    .superRefine((items, context) => {
      fieldErrors(context, () => {
        if (items.length > most) throw new UserError('too-many', { what, most, count: items.length });
      });
    })
    .pipe(z.array(item))
    .default([]);
}

/** The schema of recipes in a language: texts of packages become specs as that language writes them. */
export function makeRecipeSchema({ packages, version_form }: Language) {
  const spec = packageSpec(packages);
  return z.strictObject({
    /** The kernel's id: its directory's name under `kernels/`, and the environment's. */
    name: field('a kernel name', checkKernelName),
    /** What the launcher shows; any Unicode. Empty means the name. */
    display_name: field('a display name', (text) => {
      if (CONTROL.test(text)) throw new UserError('text-control-characters', { what: 'The display name' });
      if ([...text].length > DISPLAY_NAME_MOST) {
        throw new UserError('display-name-length', { length: [...text].length, most: DISPLAY_NAME_MOST });
      }
    }).default(''),
    /** An id of plan/languages. */
    language: field('a language', () => {}).default(defaultLanguage.id),
    /** Such as `3.11`; empty means the manager's choice. */
    language_version: field('a version', (text) => {
      if (text !== '' && !version_form.pattern.test(text))
        throw new UserError('version-not-understood', { given: text, example: version_form.example });
    }).default(''),
    /** An id of plan/managers, or `auto`. */
    manager: field('a package manager', () => {}).default('auto'),
    /** Conda channels or package indexes, most important first; empty means the site's. */
    channels: listOf(channel, 'channels', 20),
    packages: listOf(spec, 'packages', PACKAGES_MOST),
    /** Packages that pip adds to a conda environment. */
    pip_packages: listOf(spec, 'pip packages', PACKAGES_MOST),
    /** Environment modules, loaded in this order before everything else. */
    modules: listOf(moduleName, 'modules', 50),
    /** Set while the environment is made. */
    install_variables: variables,
    /** Set in the kernel. */
    kernel_variables: variables,
    /** The id of one of the site's locations; empty means the first. */
    location: field('a location', () => {}).default(''),
    /** `local` (the portal's own host) or the id of a cluster; empty means the site's choice. */
    build_on: field('a place to build', (text) => {
      if (!/^[\w.-]{0,64}$/.test(text)) throw new UserError('build-on-not-understood', { given: text });
    }).default(''),
    /** Code that must run in the new kernel before it is published. */
    smoke_code: field('code', (text) => {
      if (text.length > 20_000)
        throw new UserError('text-too-long', { what: 'The smoke code', most: 20_000 });
      if (text.includes('\0')) throw new UserError('text-control-characters', { what: 'The smoke code' });
    }).default(''),
  });
}
