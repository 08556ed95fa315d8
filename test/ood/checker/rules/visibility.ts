/** Rules between fields work only where a site turned them on: a form must be usable with and without them. */
import { asValues, type Field, type Form } from '../form.js';
import type { Rule } from '../index.js';

interface Directive {
  from: string;
  /** Such as `hide`. */
  kind: string;
  /** The field that it is about. */
  target: string;
}

/** `data-hide-x-y: true` on an option, or on a check box with when it holds. */
function directivesOf({ id, attributes = {} }: Field): Directive[] {
  const options = Array.isArray(attributes.options) ? attributes.options.flat() : [];
  const maps = [attributes, ...options.map(asValues), asValues(attributes.html_options)];
  return maps.flatMap(Object.keys).flatMap((key) => {
    const [, kind, target] = /^data-(hide|set|option-for|min|max|label|help)-(.+)$/.exec(key) ?? [];
    const bare = target?.replace(/-when-(un-)?checked$/, '').replaceAll('-', '_');
    return kind && bare ? [{ from: id, kind, target: bare }] : [];
  });
}

const directives = ({ fields }: Form) => fields.flatMap(directivesOf);

/** The target of a directive: the id that it is, or that it begins with. */
function targetOf({ fields }: Form, { target }: Directive): Field | undefined {
  return fields.find(({ id }) => target === id || target.startsWith(`${id}_`));
}

const inForms =
  (find: (form: Form) => string[]): Rule['find'] =>
  ({ forms }) =>
    forms.flatMap((form) => find(form).map((found) => `${form.file}: ${found}`));

export const visibilityRules: Rule[] = [
  {
    name: 'a field that must be filled in can be hidden, which blocks the form without a word',
    find: inForms((form) =>
      directives(form).flatMap((each) => {
        const field = each.kind === 'hide' ? targetOf(form, each) : undefined;
        return field?.attributes?.required === true ? [field.id] : [];
      }),
    ),
  },
  {
    name: 'a field is hidden from the start, and stays so where rules between fields are off',
    find: inForms(({ fields }) =>
      fields.filter(({ attributes }) => attributes?.hide_by_default !== undefined).map(({ id }) => id),
    ),
  },
  {
    name: 'a rule between fields is about no field',
    find: inForms((form) =>
      directives(form)
        .filter((each) => targetOf(form, each) === undefined)
        .map(({ target }) => target),
    ),
  },
  {
    name: 'a rule between fields stands where it does nothing: only selects and check boxes drive others',
    find: inForms((form) => {
      const drivers = form.fields.filter(({ attributes }) =>
        ['select', 'check_box'].includes(String(attributes?.widget)),
      );
      return directives(form)
        .filter(({ from }) => drivers.every(({ id }) => id !== from))
        .map(({ from }) => from);
    }),
  },
];
