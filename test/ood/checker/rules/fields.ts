import type { Field } from '../form.js';
import type { Rule } from '../index.js';

/** The results of `find` for each field, prefixed with the field's id. */
function inFields(find: (attributes: Record<string, unknown>, field: Field) => string[]): Rule['find'] {
  return ({ forms }) =>
    forms.flatMap(({ file, fields }) =>
      fields.flatMap((field) =>
        find(field.attributes ?? {}, field).map((found) => `${file}: ${field.id}: ${found}`),
      ),
    );
}

const WIDGETS = [
  ...[
    'text_field',
    'text_area',
    'select',
    'check_box',
    'number_field',
    'hidden_field',
    'radio',
    'radio_button',
  ],
  ...['path_selector', 'resolution_field', 'email_field', 'url_field', 'date_field', 'color_field'],
  ...['range_field', 'password_field', 'file_field', 'file_attachments'],
];

// Methods of the dashboard's form objects: a field with such a name is an error, or silently something else.
const METHODS = [
  ...['method', 'min', 'max', 'sort', 'send', 'sum', 'tap', 'attributes', 'class', 'hash', 'display', 'then'],
  ...[
    'freeze',
    'to_h',
    'to_s',
    'object_id',
    'select',
    'first',
    'find',
    'count',
    'map',
    'zip',
    'each',
    'errors',
  ],
  ...['to_json', 'to_yaml', 'public_send', 'singleton_class', 'each_pair', 'each_entry', 'delete_field'],
  ...[
    'instance_eval',
    'instance_of',
    'is_a',
    'respond_to',
    'group_by',
    'sort_by',
    'min_by',
    'max_by',
    'sum_of',
  ],
];

function optionsOf({ options }: Record<string, unknown>): unknown[][] {
  return Array.isArray(options) ? options.map((option) => [option].flat()) : [];
}

function compiles(pattern: unknown): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'v') instanceof RegExp;
  } catch {
    return false;
  }
}

export const fieldRules: Rule[] = [
  {
    name: 'an id has a dash or a slash, so that the form’s page is an error',
    find: inFields((_, { id }) => (/[-/]/.test(id) ? [id] : [])),
  },
  {
    name: 'an id has capitals, by which its attributes are not found',
    find: inFields((_, { id }) => (/[A-Z]/.test(id) ? [id] : [])),
  },
  {
    name: 'an id is a method of the dashboard’s own',
    find: inFields((_, { id }) => (METHODS.includes(id) ? [id] : [])),
  },
  {
    name: 'an id is one word, of which any may be a method',
    find: inFields((_, { id }) => (/[_-]/.test(id) ? [] : [id])),
  },
  {
    name: 'ids are the beginning of others, or have numbers, which the rules between fields mistake',
    find: ({ forms }) =>
      forms.flatMap(({ fields }) => {
        const ids = fields.map(({ id }) => id);
        return ids.filter((id) => /_\d/.test(id) || ids.some((each) => each !== id && each.startsWith(id)));
      }),
  },
  {
    name: 'a widget is none, so that the form’s page is an error',
    find: inFields(({ widget }) =>
      widget === undefined || WIDGETS.includes(String(widget)) ? [] : [String(widget)],
    ),
  },
  {
    name: 'an option is no text, so that the form’s page is an error',
    find: inFields((attributes) =>
      optionsOf(attributes)
        .filter(([label]) => typeof label !== 'string')
        .map(String),
    ),
  },
  {
    name: 'a select has no options, or one twice',
    find: inFields((attributes) => {
      const values = optionsOf(attributes).map(([label, value = label]) => String(value));
      const twice = values.filter((value, at) => values.indexOf(value) !== at);
      return attributes.widget === 'select' && values.length === 0 ? ['none'] : twice;
    }),
  },
  {
    name: 'a pattern does not compile in a browser, which then checks nothing',
    find: inFields(({ pattern }) => (pattern === undefined || compiles(pattern) ? [] : [String(pattern)])),
  },
  {
    name: 'a file is asked for, which does not reach the job',
    find: inFields(({ widget }) => (/^file_/.test(String(widget)) ? [String(widget)] : [])),
  },
  {
    name: 'several choices are asked for, which do not reach the job',
    find: inFields(({ multiple, html_options }) =>
      /"multiple":true/.test(JSON.stringify({ multiple, html_options })) ? ['multiple'] : [],
    ),
  },
  {
    name: 'a password is asked for, which is kept in clear text',
    find: inFields(({ widget }) => (widget === 'password_field' ? ['password_field'] : [])),
  },
  {
    name: 'a value is fixed, which does not reach the job',
    find: inFields(({ fixed }, { attributes }) =>
      attributes === undefined || fixed === true ? ['fixed'] : [],
    ),
  },
  {
    name: 'a help has markup, which reaches the page as it is',
    find: inFields(({ help }) => (/<\w/.test(String(help)) ? [String(help)] : [])),
  },
];
