import { parse } from 'yaml';
import { asValues, subAppFiles } from '../form.js';
import type { App, Rule } from '../index.js';

const nameOf = (file: string) => file.replace(/^local\//, '').split('.', 1)[0] ?? '';

/** The submit file that a sub-app names, as a path from the app's root. */
function submitOf({ tree }: App, file: string): string | undefined {
  const { submit } = asValues(parse(tree.files[file]?.text ?? ''));
  return typeof submit === 'string' ? `local/${submit}` : undefined;
}

const readable = (app: App) => subAppFiles(app.tree).filter((file) => file.endsWith('.yml'));

export const subAppRules: Rule[] = [
  {
    name: 'a submit file lies in local/ itself, where it is one more sub-app',
    find: ({ tree }) => subAppFiles(tree).filter((file) => /submit/.test(nameOf(file))),
  },
  {
    name: 'a sub-app names a submit file that is not there',
    find: (app) =>
      readable(app)
        .map((file) => submitOf(app, file))
        .filter((path) => path !== undefined)
        .filter((path) => ![path, `${path}.yml`, `${path}.yml.erb`].some((each) => each in app.tree.files)),
  },
  {
    name: 'a sub-app’s file has a dot in its name, which ends there',
    find: ({ tree }) => subAppFiles(tree).filter((file) => !/^local\/[^.]+\.yml(\.erb)?$/.test(file)),
  },
];
