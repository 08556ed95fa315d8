/** A launch: the submit file, and the folder staged from template/. */
import type { App, Rule } from '../index.js';

const inTemplate = ({ tree }: App) =>
  Object.entries(tree.files).filter(([path]) => path.startsWith('template/'));

/** The expressions that an ERB file prints. */
function printed(text: string): string[] {
  return [...text.matchAll(/<%=([\s\S]*?)-?%>/g)].map(([, expression = '']) => expression.trim());
}

export const jobRules: Rule[] = [
  {
    name: 'there is no template to stage, so that nothing can be launched',
    find: (app) => (inTemplate(app).length === 0 ? ['template'] : []),
  },
  {
    name: 'script.sh is missing or cannot be executed, so that every job fails',
    find: ({ tree }) => {
      const path = 'template/script.sh' in tree.files ? 'template/script.sh' : 'template/script.sh.erb';
      return (tree.files[path]?.mode ?? 0) & 0o100 ? [] : [path];
    },
  },
  {
    name: 'a hidden template is neither copied nor rendered',
    find: (app) =>
      inTemplate(app)
        .map(([path]) => path)
        .filter((path) => /(^|\/)\.[^/]*(\/.*)?\.erb$/.test(path)),
  },
  {
    name: 'a value of the form is written into a staged file, where it can be a command',
    find: (app) =>
      inTemplate(app).flatMap(([path, { text }]) =>
        /\bcontext\b/.test(text) && path.endsWith('.erb') ? [path] : [],
      ),
  },
  {
    name: 'a value is written into submit.yml without JSON, where it can be any YAML',
    find: ({ tree }) =>
      printed(tree.files['submit.yml.erb']?.text ?? '').filter((each) => !each.endsWith('.to_json')),
  },
  {
    name: 'form.js ends its own script block',
    find: ({ tree }) =>
      Object.entries(tree.files).flatMap(([path, { text }]) =>
        /^(form|local\/[^/]+)\.js$/.test(path) && /<\/script/i.test(text) ? [path] : [],
      ),
  },
];
