/** For each rule of the checker, an app that breaks it: this app with one change. */
import { type AppFile, type AppTree, withFile } from './app-tree.js';

type Change = (tree: AppTree) => AppTree;

const set =
  (path: string, file: Partial<AppFile> | undefined): Change =>
  (tree) =>
    withFile(tree, path, file);

/** @throws Error if the text to replace is missing. */
const edit =
  (path: string, from: string | RegExp, to: string): Change =>
  (tree) => {
    const before = tree.files[path]?.text ?? '';
    const text = before.replace(from, () => to);
    if (text === before) throw new Error(`${path} has no ${from} to change`);
    return withFile(tree, path, { text });
  };

/** Adds a field to the form, with these attributes as YAML. */
const field = (attributes: string, id = 'extra_field'): Change => {
  const listed = edit('form.yml', /^form:\n/m, `form:\n  - ${id}\n`);
  const described = edit('form.yml', /^attributes:\n/m, `attributes:\n  ${id}: ${attributes}\n`);
  return (tree) => described(listed(tree));
};

const renamed =
  (name: string): Change =>
  (tree) => ({ ...tree, name });

const without =
  (prefix: string): Change =>
  ({ name, files }) => ({
    name,
    files: Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith(prefix))),
  });

const card = (text: string) => set('info.html.erb', { text });

/** The rule, the change in words, and the change. */
export const samples: [rule: string, what: string, change: Change][] = [
  ['the directory’s name has a dot, so that it counts as a backup', 'a copy', renamed('create_kernel.old')],
  ['there is no VERSION, without which the form’s page is an error', 'none', set('VERSION', undefined)],
  [
    'bin/setup-production cannot be executed, so that the menu’s link is an error',
    'a lost bit',
    set('bin/setup-production', { text: '#!/bin/sh\n', mode: 0o644 }),
  ],
  ['form.yml.erb is read in place of form.yml', 'both', set('form.yml.erb', { text: '---\n' })],
  [
    'manifest.yml is no map, so that the app is in no menu',
    'a list',
    set('manifest.yml', { text: '- name\n' }),
  ],
  [
    'manifest.yml is no map, so that the app is in no menu',
    'no YAML',
    set('manifest.yml', { text: 'a: [\n' }),
  ],
  [
    'the manifest has no category, so that the app is in no menu',
    'none',
    edit('manifest.yml', /^category: .*\n/m, ''),
  ],
  [
    'the manifest has a key that is passed over',
    'a misspelt one',
    edit('manifest.yml', 'caption:', 'captoin:'),
  ],
  ['the manifest’s icon becomes a cog', 'a plain name', edit('manifest.yml', /^icon: .*$/m, 'icon: cubes')],
  [
    'the manifest’s url is neither whole nor relative to the dashboard, or has a bare `%`',
    'a slash before it',
    edit('manifest.yml', /$/, 'url: /batch_connect/sys/create_kernel/session_contexts/new\n'),
  ],
  [
    'the manifest’s url is neither whole nor relative to the dashboard, or has a bare `%`',
    'a bare percent',
    edit('manifest.yml', /$/, 'url: batch_connect/a%20b\n'),
  ],
  [
    'the role makes the dashboard take the site’s settings for sub-apps, in place of this entry',
    'batch_connect',
    edit('manifest.yml', /$/, 'role: batch_connect\n'),
  ],
  ['a form is not YAML, so that the app has none', 'a tab', edit('form.yml', /^form:\n/m, 'form:\n\t- x\n')],
  [
    'a form has anchors or aliases, which are refused',
    'both',
    edit('form.yml', /$/, 'one: &same {a: b}\ntwo: *same\n'),
  ],
  [
    'a form has a bare date or symbol, which is refused',
    'a date',
    field('{widget: text_field, value: 2024-01-01}'),
  ],
  [
    'a form has a bare date or symbol, which is refused',
    'a symbol',
    field('{widget: text_field, value: :now}'),
  ],
  [
    'the form is no list, so that the app has none',
    'a map',
    edit('form.yml', /^form:\n( {2}- .*\n)+/m, 'form: {a: b}\n'),
  ],
  [
    'the attributes are no map, so that the app has no form',
    'a list',
    edit('form.yml', /^attributes:\n[\s\S]*$/m, 'attributes: [a]\n'),
  ],
  [
    'no cluster is named anywhere, so that nothing can be launched',
    'none',
    edit('form.yml', /^cluster: .*\n/m, ''),
  ],
  [
    'no cluster of the site is meant, so that the form is refused',
    'another site’s',
    edit('form.yml', 'cluster: "*"', 'cluster: ["owens", "pitzer*"]'),
  ],
  [
    'a cluster is meant twice and listed twice',
    'by name and by glob',
    edit('form.yml', 'cluster: "*"', 'cluster: ["alpha", "a*"]'),
  ],
  [
    'fields are grouped in a row, which no released version takes',
    'a row',
    edit('form.yml', /^form:\n/m, 'form:\n  - [kernel_name, kernel_language]\n'),
  ],
  [
    'a field is listed without attributes, or has attributes and is not listed',
    'no attributes',
    edit('form.yml', /^form:\n/m, 'form:\n  - extra_field\n'),
  ],
  [
    'a field is listed without attributes, or has attributes and is not listed',
    'not listed',
    edit('form.yml', /^ {2}- keep_failed\n/m, ''),
  ],
  [
    'an id has a dash or a slash, so that the form’s page is an error',
    'a dash',
    field('{widget: text_field}', 'extra-field'),
  ],
  [
    'an id has capitals, by which its attributes are not found',
    'one',
    field('{widget: text_field}', 'extra_Field'),
  ],
  ['an id is a method of the dashboard’s own', 'of all objects', field('{widget: text_field}', 'object_id')],
  ['an id is a method of the dashboard’s own', 'of the form', field('{widget: text_field}', 'errors')],
  ['an id is one word, of which any may be a method', 'one word', field('{widget: text_field}', 'software')],
  [
    'ids are the beginning of others, or have numbers, which the rules between fields mistake',
    'a beginning',
    field('{widget: text_field}', 'kernel_name_more'),
  ],
  ['a widget is none, so that the form’s page is an error', 'a misspelt one', field('{widget: textarea}')],
  [
    'an option is no text, so that the form’s page is an error',
    'a number',
    field('{widget: select, options: [3.11]}'),
  ],
  [
    'an option is no text, so that the form’s page is an error',
    'a boolean in a pair',
    field('{widget: select, options: [[true, "1"]]}'),
  ],
  ['a select has no options, or one twice', 'none', field('{widget: select}')],
  [
    'a select has no options, or one twice',
    'one twice',
    field('{widget: select, options: ["a", ["b", "a"]]}'),
  ],
  [
    'a pattern does not compile in a browser, which then checks nothing',
    'a bare dash',
    field('{widget: text_field, pattern: "[a-z][a-z0-9_-]*"}'),
  ],
  ['a file is asked for, which does not reach the job', 'a file', field('{widget: file_field}')],
  ['a file is asked for, which does not reach the job', 'attachments', field('{widget: file_attachments}')],
  [
    'several choices are asked for, which do not reach the job',
    'a list',
    field('{widget: select, options: ["a", "b"], html_options: {multiple: true}}'),
  ],
  ['a password is asked for, which is kept in clear text', 'one', field('{widget: password_field}')],
  ['a value is fixed, which does not reach the job', 'a value', field('"numpy"')],
  ['a value is fixed, which does not reach the job', 'the word', field('{fixed: true, value: "numpy"}')],
  [
    'a help has markup, which reaches the page as it is',
    'a script',
    field('{widget: text_field, help: "Read <script>this()</script>"}'),
  ],
  [
    'a field that must be filled in can be hidden, which blocks the form without a word',
    'by an option',
    field('{widget: select, options: [["a", "a", data-hide-kernel-name: true]]}'),
  ],
  [
    'a field that must be filled in can be hidden, which blocks the form without a word',
    'by a box',
    field('{widget: check_box, html_options: {data-hide-kernel-name-when-checked: true}}'),
  ],
  [
    'a field is hidden from the start, and stays so where rules between fields are off',
    'one',
    field('{widget: text_field, hide_by_default: true}'),
  ],
  [
    'a rule between fields is about no field',
    'a misspelt one',
    field('{widget: select, options: [["a", "a", data-hide-kernel-nmae: true]]}'),
  ],
  [
    'a rule between fields stands where it does nothing: only selects and check boxes drive others',
    'a text',
    field('{widget: text_field, data-hide-pip-packages: true}'),
  ],
  [
    'a submit file lies in local/ itself, where it is one more sub-app',
    'one',
    set('local/submit.yml.erb', { text: '---\n' }),
  ],
  [
    'a sub-app names a submit file that is not there',
    'one',
    set('local/powerai.yml', { text: 'title: PowerAI\nsubmit: submit/powerai.yml.erb\n' }),
  ],
  [
    'a sub-app’s file has a dot in its name, which ends there',
    'a version',
    set('local/python-3.11.yml', { text: 'title: Python\n' }),
  ],
  [
    'a widget is none, so that the form’s page is an error',
    'of a sub-app',
    set('local/a.yml', { text: 'attributes: {kernel_name: {widget: txt}}\n' }),
  ],
  ['there is no template to stage, so that nothing can be launched', 'none', without('template/')],
  [
    'script.sh is missing or cannot be executed, so that every job fails',
    'a lost bit',
    set('template/script.sh.erb', { mode: 0o644 }),
  ],
  [
    'script.sh is missing or cannot be executed, so that every job fails',
    'none',
    set('template/script.sh.erb', undefined),
  ],
  ['a hidden template is neither copied nor rendered', 'a file', set('template/.env.erb', { text: 'A=b\n' })],
  [
    'a value of the form is written into a staged file, where it can be a command',
    'in quotes',
    edit('template/before.sh.erb', /$/, 'name="<%= context.kernel_name %>"\n'),
  ],
  [
    'a value is written into submit.yml without JSON, where it can be any YAML',
    'in quotes',
    edit('submit.yml.erb', /$/, '  native: ["--comment=<%= display_name %>"]\n'),
  ],
  ['form.js ends its own script block', 'in a text', edit('form.js', /$/, "const end = '</script>';\n")],
  [
    'a card does not begin with a block tag, so that markdown changes what is in it',
    'a text',
    card('    Ready\n'),
  ],
  [
    'a card has a blank line, behind which markdown changes what is in it',
    'one',
    card('<div>\n\n    Ready\n</div>\n'),
  ],
  ['a card calls a helper that is not there', 'h', card('<div><%= h(title) %></div>\n')],
  [
    'a card asks for the form’s values by symbols, which they are not kept by',
    'one',
    card('<p><%= CGI.escapeHTML(user_context[:kernel_name]) %></p>\n'),
  ],
  [
    'a card prints a value as it is, which can be markup',
    'one',
    card("<p><%= user_context['kernel_name'] %></p>\n"),
  ],
  [
    'the info card asks for the connection, which is not there at first',
    'its host',
    card('<p><%= CGI.escapeHTML(connect.host) %></p>\n'),
  ],
];
