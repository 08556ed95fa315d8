/**
 * The schema of recipes: form and spelling of each field. site/policy.ts checks what the site allows, plan/ what the
 * manager can do.
 */
import * as z from 'zod';
import { UserError, userErrorsOf } from '../../base/errors.js';
import { lookUp } from '../../base/registry.js';
import { defaultLanguage } from '../../languages/index.js';
import type { Language } from '../../languages/language.js';
import type { PackageSyntax } from '../../languages/package-syntax.js';
import { sourceIds, sources } from '../../sources/index.js';
import { PackageSpec, parsePackageSpec } from '../../sources/specs/package-spec.js';
import { checkChannel } from '../channels/channel.js';
import { parseLock } from './lock.js';
import { checkKernelName } from './name.js';
import { notebookToRun } from './notebook-to-run.js';
import { checkVariable } from './variables.js';

export const DISPLAY_NAME_MOST = 120;
export const PACKAGES_MOST = 500;

// Control characters, and marks that change the direction of text (they can make a name look like another one).
const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** A text field with a `check` that throws UserErrors; `what` describes the field if the value has another type. */
function field(what: string, check: (text: string) => void): z.ZodType<string, string> {
  return z.string({ error: () => `expected ${what}` }).superRefine((text, context) => {
    fieldErrors(context, () => check(text));
  });
}

/** The result of `check`; UserErrors that it throws become issues that contain them. */
function fieldErrors<Value>(context: z.core.$RefinementCtx, check: () => Value): Value | undefined {
  try {
    return check();
  } catch (error) {
    const found = userErrorsOf(error);
    if (found.length === 0) throw error;
    for (const each of found)
      context.addIssue({ code: 'custom', message: each.message, params: { error: each } });
    return undefined;
  }
}

const channel = field('a channel name or an `https://` URL', checkChannel);

const moduleName = field('a module name', (text) => {
  if (!/^[A-Za-z0-9_][\w.+/-]{0,199}$/.test(text) || text.includes('..')) {
    throw new UserError('module-not-understood', { given: text });
  }
});

/** A package with its version, for pip and uv. */
function parseBuildSpec(text: string): PackageSpec {
  const spec = parsePackageSpec(text);
  const { url, channel, build, alternatives } = spec;
  if (url || channel || build || alternatives)
    throw new UserError('build-spec-not-understood', { given: text });
  return spec;
}

const importName = field('the name of a module', (text) => {
  if (!/^\p{L}[\w]*(?:\.\w+)*$|^_\w*(?:\.\w+)*$/u.test(text) || text.length > 200)
    throw new UserError('import-not-understood', { given: text });
});

/** Accepts text, or a spec that is already parsed. */
function packageSpec(parse: PackageSyntax['parse']) {
  return z.custom<string | PackageSpec>().transform((given, context): PackageSpec => {
    if (given instanceof PackageSpec) return given;
    if (typeof given === 'string') return fieldErrors(context, () => parse(given)) ?? z.NEVER;
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

/** A list that is too long gives only that error, and none for its items. */
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

/** The schema of recipes for a language, which also says how package texts are parsed into specs. */
export function makeRecipeSchema(language: Language) {
  const { label, packages, probe, version_form } = language;
  const spec = packageSpec(packages.parse);
  const buildSpec = packageSpec(parseBuildSpec);
  return z.strictObject({
    /** The name of the kernel: of its directory in `kernels/` and of its environments' directory. */
    name: field('a kernel name', checkKernelName),
    /** The name in the launcher, any Unicode; empty means `name`. */
    display_name: field('a display name', (text) => {
      if (CONTROL.test(text)) throw new UserError('text-control-characters', { what: 'The display name' });
      if ([...text].length > DISPLAY_NAME_MOST) {
        throw new UserError('display-name-length', { length: [...text].length, most: DISPLAY_NAME_MOST });
      }
    }).default(''),
    /** An id of languages/. */
    language: field('a language', () => {}).default(defaultLanguage.id),
    /** Such as `3.11`; empty lets the manager choose. */
    language_version: field('a version', (text) => {
      if (text !== '' && !version_form.pattern.test(text))
        throw new UserError('version-not-understood', { given: text, example: version_form.example });
    }).default(''),
    /** An id of managers/, or `auto`. */
    manager: field('a package manager', () => {}).default('auto'),
    /** The source that `auto` takes the packages from: an id of sources/; empty lets the packages decide. */
    source: field('a source of packages', (text) => {
      if (text !== '' && lookUp(sources, text) === undefined)
        throw new UserError('source-unknown', { given: text, known: sourceIds });
    }).default(''),
    /** Conda channels or package indexes, highest priority first; empty means the site's default. */
    channels: listOf(channel, 'channels', 20),
    packages: listOf(spec, 'packages', PACKAGES_MOST),
    /** Packages that pip installs into a conda environment. */
    pip_packages: listOf(spec, 'pip packages', PACKAGES_MOST),
    /** The exact packages with their hashes, which are installed instead of a new solve; empty for none. */
    lock: field('text', (text) => {
      if (text !== '') parseLock(text);
    }).default(''),
    /** Limits for the versions of tools that build packages from source, such as `setuptools<82`. */
    build_constraints: listOf(buildSpec, 'build constraints', 50),
    /** Packages that are installed first, and with which others are then built from source, without isolation. */
    build_packages: listOf(buildSpec, 'build packages', 50),
    /** Environment modules, loaded in this order before all other steps. */
    modules: listOf(moduleName, 'modules', 50),
    /** Variables set while the environment is made. */
    install_variables: variables,
    /** Variables set in the kernel. */
    kernel_variables: variables,
    /** The id of one of the site's locations; empty means the first. */
    location: field('a location', () => {}).default(''),
    /** `local` (the portal host) or the id of a cluster; empty means the site's default. */
    build_on: field('`local` or the id of a cluster', (text) => {
      if (!/^[\w.-]{0,64}$/.test(text)) throw new UserError('build-on-not-understood', { given: text });
    }).default(''),
    /** Modules that the new kernel has to import, in addition to those of its packages. */
    imports: listOf(importName, 'modules to import', 50).superRefine((given, context) => {
      fieldErrors(context, () => {
        if (given.length > 0 && probe.try?.things !== 'modules')
          throw new UserError('imports-none', { language: label });
      });
    }),
    /** The smoke test: code that has to run in the new kernel before it is published. */
    smoke_code: field('code', (text) => {
      if (text.length > 20_000)
        throw new UserError('text-too-long', { what: 'The smoke test', most: 20_000 });
      if (text.includes('\0')) throw new UserError('text-control-characters', { what: 'The smoke test' });
    }).default(''),
    /** A notebook that has to run in the new kernel before it is published (notebook-to-run.ts); empty for none. */
    notebook: z
      .string({ error: () => 'expected text' })
      .transform((text, context) => fieldErrors(context, () => notebookToRun(text, language)) ?? z.NEVER)
      .default(''),
    /** How long it may run, in whole minutes as text; empty means the site's default. */
    notebook_minutes: field('a number of minutes, in quotes', (text) => {
      if (!/^(?:[1-9]\d{0,4})?$/.test(text)) throw new UserError('notebook-minutes', { given: text });
    }).default(''),
    /** `accept` publishes the kernel even if the notebook fails; empty does not. */
    notebook_failure: field('`accept`', (text) => {
      if (text !== '' && text !== 'accept') throw new UserError('notebook-failure', { given: text });
    }).default(''),
  });
}
