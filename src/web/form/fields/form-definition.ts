/** Checks the content of form.yml, which defines the fields of this app's page and of Open OnDemand's form. */
import * as z from 'zod';
import { type FormField, widgets } from '../../../shared/form/form-field.js';

const option = z
  .union([z.string(), z.tuple([z.string(), z.string()]).rest(z.unknown())])
  .transform((given) =>
    typeof given === 'string' ? { label: given, value: given } : { label: given[0], value: given[1] },
  );

const attribute = z.object({
  widget: z.enum(widgets),
  label: z.string(),
  help: z.string().optional(),
  required: z.boolean().default(false),
  pattern: z.string().optional(),
  maxlength: z.number().optional(),
  placeholder: z.string().optional(),
  rows: z.number().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  step: z.number().optional(),
  value: z.string().optional(),
  options: z.array(option).optional(),
});

const definition = z.object({
  cluster: z.string().optional(),
  form: z.array(z.string()),
  attributes: z.record(z.string(), attribute),
});

/** The dashboard makes this field from `cluster` of form.yml. On this app's page, the portal host is one of its options. */
const clusterField: FormField = {
  id: 'cluster',
  widget: 'select',
  label: 'Build on',
  help: 'The host or the cluster that runs the build. Large builds need a cluster; the job may wait in its queue.',
  required: false,
};

/**
 * The fields, in the order of the form.
 * @throws Error if the value is not a form definition, or a field has no attributes.
 */
export function parseFormDefinition(value: unknown): FormField[] {
  const { cluster, form, attributes } = definition.parse(value, { jitless: true });
  const fields = form.map((id): FormField => {
    const found = attributes[id];
    if (!found) throw new Error(`form.yml lists the field ${id}, which has no attributes`);
    return { id, ...found };
  });
  return cluster === undefined ? fields : [...fields, clusterField];
}

const notebookFields = ['kernel_notebook', 'notebook_minutes', 'notebook_failure'];

/** Whether a field is about the notebook to run; the page shows these if a notebook is given. */
export function isAboutNotebook(id: string): boolean {
  return notebookFields.includes(id);
}

const basicFields = new Set(['kernel_packages', 'kernel_name', 'language_version']);

/** Whether a field is always shown. The others are under *Advanced*. */
export function isBasic(id: string): boolean {
  return basicFields.has(id);
}
