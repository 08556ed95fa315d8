/** form.yml, and form.yml with each sub-app laid over it, as the dashboard reads them. */
import { parse } from 'yaml';
import type { AppTree } from './app-tree.js';

export type Values = Record<string, unknown>;

export interface Field {
  id: string;
  /** Nothing where a value stands in their place, which fixes the field. */
  attributes: Values | undefined;
}

export interface Form {
  /** The file that makes it. */
  file: string;
  values: Values;
  /** Those of the list `form`, in its order; those with attributes alone follow. */
  fields: Field[];
  /** The ids that the list names. */
  listed: unknown[];
}

/** What cannot be read at all is passed over: a rule of its own tells it. */
export function formsOf(tree: AppTree): Form[] {
  const own = read(tree, 'form.yml');
  const subs = subAppFiles(tree).map((file): [string, Values] => [file, merge(own, read(tree, file))]);
  return [['form.yml', own] as [string, Values], ...subs].map(([file, values]) => formOf(file, values));
}

/** Each such file is a sub-app, whatever it is meant for. */
export function subAppFiles({ files }: AppTree): string[] {
  return Object.keys(files).filter((path) => /^local\/[^/]+\.yml(\.erb)?$/.test(path));
}

function read({ files }: AppTree, path: string): Values {
  try {
    return asValues(parse(files[path]?.text ?? ''));
  } catch {
    return {};
  }
}

export function asValues(value: unknown): Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : {};
}

function formOf(file: string, values: Values): Form {
  const listed: unknown[] = Array.isArray(values.form) ? values.form : [];
  const attributes = asValues(values.attributes);
  const ids = new Set([...listed.filter((id) => typeof id === 'string'), ...Object.keys(attributes)]);
  const fields = [...ids].map((id): Field => {
    const given = id in attributes ? attributes[id] : {};
    return { id, attributes: typeof given === 'object' && given !== null ? asValues(given) : undefined };
  });
  return { file, values, listed, fields };
}

function merge(low: Values, high: Values): Values {
  const merged = { ...low };
  for (const [key, value] of Object.entries(high)) {
    const both = isMap(merged[key]) && isMap(value);
    merged[key] = both ? merge(asValues(merged[key]), asValues(value)) : value;
  }
  return merged;
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
