import type { App, Rule } from '../index.js';

const missing = ({ tree }: App, path: string) => (path in tree.files ? [] : [path]);

/** For a hook that is not executable, the dashboard shows an error page instead of the app. */
function notExecutable({ tree }: App, path: string): string[] {
  const file = tree.files[path];
  return file && (file.mode & 0o111) === 0 ? [path] : [];
}

export const directoryRules: Rule[] = [
  {
    name: 'the directory’s name has a dot, so that it counts as a backup',
    find: ({ tree }) => (tree.name.includes('.') ? [tree.name] : []),
  },
  {
    name: 'there is no VERSION, without which the form’s page is an error',
    find: (app) => missing(app, 'VERSION'),
  },
  {
    name: 'bin/setup-production cannot be executed, so that the menu’s link is an error',
    find: (app) => notExecutable(app, 'bin/setup-production'),
  },
  {
    name: 'form.yml.erb is read in place of form.yml',
    find: ({ tree }) => ('form.yml' in tree.files && 'form.yml.erb' in tree.files ? ['form.yml.erb'] : []),
  },
];
