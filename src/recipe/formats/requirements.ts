/** requirements.txt: https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
import { RequestErrors, UserError } from '../../base/errors.js';
import { defaultLanguage } from '../../languages/index.js';
import { readPackageList } from '../text/package-list.js';
import type { Format, PartialRecipe, TextFile } from './format.js';

export const requirements: Format = {
  id: 'requirements',
  label: 'a package list (requirements.txt)',
  hasContent: () => false,
  hasName: (name) => /\.(?:txt|in|list)$|^requirements/.test(name),
  read,
};

function read({ name, text }: TextFile): PartialRecipe {
  if (/^@EXPLICIT\b/m.test(text)) {
    throw new UserError('file-not-understood', {
      file: name,
      reason: 'it lists conda package files for one platform',
    });
  }
  const list = readPackageList(text, defaultLanguage);
  if (list.errors.length > 0) throw new RequestErrors(list.errors);
  if (list.read.length === 0) throw new UserError('nothing-asked-for', {}, 'packages');
  const fields = {
    packages: list.packages,
    ...(list.pipPackages.length > 0 && { pip_packages: list.pipPackages }),
    ...(list.languageVersion && { language_version: list.languageVersion }),
  };
  return { fields, channels: list.channels, notes: list.notes.map((note) => note.text) };
}
