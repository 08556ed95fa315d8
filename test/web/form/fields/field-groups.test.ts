import { expect, it } from 'vitest';

import formDefinition from '../../../../form.yml';
import type { FormFieldView } from '../../../../src/shared/form/create-page.js';
import { groupFields } from '../../../../src/web/form/fields/field-groups.js';
import {
  isAboutNotebook,
  isBasic,
  parseFormDefinition,
} from '../../../../src/web/form/fields/form-definition.js';

const field = (id: string): FormFieldView => ({
  id,
  widget: 'text_field',
  label: id,
  required: false,
  value: '',
});

it('keeps the order of the form within a group, and leaves empty groups out', () => {
  const groups = groupFields(['kernel_manager', 'smoke_code', 'pip_packages'].map(field));
  expect(groups.map(({ fields }) => fields.map(({ id }) => id))).toEqual([
    ['kernel_manager', 'pip_packages'],
    ['smoke_code'],
  ]);
});

it('shows a field that it does not know in a last group', () => {
  expect(groupFields(['something_new', 'kernel_manager'].map(field)).at(-1)).toEqual({
    title: 'More',
    fields: [field('something_new')],
  });
});

it('knows every advanced field of form.yml', () => {
  const form = parseFormDefinition(formDefinition);
  const groups = groupFields(
    form.filter(({ id }) => !isBasic(id) && !isAboutNotebook(id)).map(({ id }) => field(id)),
  );
  expect(groups.length).toBeGreaterThan(1);
  expect(groups.map(({ title }) => title)).not.toContain('More');
});
