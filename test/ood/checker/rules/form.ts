import { type Document, isAlias, isScalar, parseDocument, visit } from 'yaml';
import { type Form, subAppFiles } from '../form.js';
import type { App, Rule } from '../index.js';

/** The YAML of the forms, by file. */
function documentsOf({ tree }: App): [string, Document][] {
  const files = ['form.yml', ...subAppFiles(tree)].filter((file) => file.endsWith('.yml'));
  return files.map((file) => [file, parseDocument(tree.files[file]?.text ?? '')]);
}

/** The results of `find` for each form, prefixed with the form's file. */
function inForms(find: (form: Form, app: App) => string[]): Rule['find'] {
  return (app) => app.forms.flatMap((form) => find(form, app).map((found) => `${form.file}: ${found}`));
}

// Ruby's YAML makes objects of these, which the dashboard does not load.
const RUBY_OBJECT = /^\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?$|^:\w/;

function scalarsOf(document: Document, is: (source: string) => boolean): string[] {
  const found: string[] = [];
  visit(document, {
    Scalar: (_, { type, source = '' }) => void (type === 'PLAIN' && is(source) && found.push(source)),
  });
  return found;
}

function aliasesOf(document: Document): string[] {
  const found: string[] = [];
  visit(document, (_, node) => {
    if (isAlias(node)) found.push(node.source);
    else if (isScalar(node) && node.anchor) found.push(node.anchor);
  });
  return found;
}

/** The clusters that the form names, by name or glob, in its order. */
function clustersOf({ values }: Form, clusters: readonly string[]): string[] {
  const named = [values.cluster ?? []].flat().map(String);
  return named.flatMap((glob) => clusters.filter((id) => isMeant(id, glob)));
}

function isMeant(id: string, glob: string): boolean {
  const parts = glob.split('*').map((part) => part.replace(/[^\w-]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(id);
}

const hasOwn = ({ values }: Form, key: string) => values[key] !== undefined;

export const formRules: Rule[] = [
  {
    name: 'a form is not YAML, so that the app has none',
    find: (app) => documentsOf(app).flatMap(([file, { errors }]) => (errors.length > 0 ? [file] : [])),
  },
  {
    name: 'a form has anchors or aliases, which are refused',
    find: (app) => documentsOf(app).flatMap(([, document]) => aliasesOf(document)),
  },
  {
    name: 'a form has a bare date or symbol, which is refused',
    find: (app) =>
      documentsOf(app).flatMap(([, document]) => scalarsOf(document, (each) => RUBY_OBJECT.test(each))),
  },
  {
    name: 'the form is no list, so that the app has none',
    find: inForms(({ values }) => (Array.isArray(values.form) ? [] : ['form'])),
  },
  {
    name: 'the attributes are no map, so that the app has no form',
    find: inForms(({ values: { attributes } }) => {
      return typeof attributes === 'object' && attributes !== null && !Array.isArray(attributes)
        ? []
        : ['attributes'];
    }),
  },
  {
    name: 'no cluster is named anywhere, so that nothing can be launched',
    find: inForms((form, { tree }) => {
      const submit = tree.files['submit.yml.erb'] ?? tree.files['submit.yml'];
      return hasOwn(form, 'cluster') || /^cluster:/m.test(submit?.text ?? '') ? [] : ['cluster'];
    }),
  },
  {
    name: 'no cluster of the site is meant, so that the form is refused',
    find: inForms((form, { clusters }) =>
      hasOwn(form, 'cluster') && clustersOf(form, clusters).length === 0 ? ['cluster'] : [],
    ),
  },
  {
    name: 'a cluster is meant twice and listed twice',
    find: inForms((form, { clusters }) =>
      clustersOf(form, clusters).filter((id, at, all) => all.indexOf(id) !== at),
    ),
  },
  {
    name: 'fields are grouped in a row, which no released version takes',
    find: inForms(({ listed }) => listed.filter((id) => typeof id !== 'string').map(String)),
  },
  {
    name: 'a field is listed without attributes, or has attributes and is not listed',
    find: inForms(({ file, fields, listed, values }) => {
      const ids = fields.map(({ id }) => id);
      const described = Object.keys((values.attributes ?? {}) as object);
      // A sub-app can leave out fields of the form.
      const whole = file === 'form.yml' && Array.isArray(values.form);
      const unlisted = whole ? described.filter((id) => !listed.includes(id)) : [];
      return ids.filter((id) => !described.includes(id)).concat(unlisted);
    }),
  },
];
