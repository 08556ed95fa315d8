/** A language of which only a newer version of this app knows more than its name. */
import { UserError } from '../base/errors.js';
import { lookUp } from '../base/registry.js';
import { PackageSpec } from '../sources/specs/package-spec.js';
import { defaultLanguage, languages } from './index.js';
import type { Language, StartedLanguage } from './language.js';
import type { PackageSyntax } from './package-syntax.js';

/** How the packages that a stored recipe names are read: those of an unknown language are kept as they are written. */
export function storedSyntax({ packages }: Language = defaultLanguage): PackageSyntax {
  return {
    ...packages,
    parse(text) {
      try {
        return packages.parse(text);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return new PackageSpec({ name: text, extras: [], constraint: [] });
      }
    },
  };
}

/** What is needed to test a published kernel: every kernel starts and answers an empty cell. */
export function startedLanguage({ language: id }: { language: string }): StartedLanguage {
  return (
    lookUp(languages, id) ?? {
      label: id,
      isolation: { harmful: [], misleading: [], set: {} },
      probe: { cell: { code: '', expect: '' }, files: {} },
    }
  );
}
