/** form.yml, and form.yml merged with each sub-app, as the dashboard reads them. */
import { parse } from 'yaml';
import type { AppTree } from './app-tree.js';

export type Values = Record<string, unknown>;

export interface Field {
  id: string;
  /** Undefined if a value replaces them, which fixes the field. */
  attributes: Values | undefined;
}

export interface Form {
  /** The file that defines it. */
  file: string;
  values: Values;
  /** Those in the list `form`, in its order, then those with attributes only. */
  fields: Field[];
  /** The ids in the list. */
  listed: unknown[];
}

/** Unreadable files are skipped: another rule reports them. */
export function formsOf(tree: AppTree): Form[] {
  const own = read(tree, 'form.yml');
  const subs = subAppFiles(tree).map((file): [string, Values] => [file, merge(own, read(tree, file))]);
  return [['form.yml', own] as [string, Values], ...subs].map(([file, values]) => formOf(file, values));
}

/** Each such file is a sub-app, whatever its purpose. */
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
