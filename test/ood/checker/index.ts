/** Rules for an app's directory that Open OnDemand's dashboard enforces with an error page, or breaks silently. */
import type { AppTree } from './app-tree.js';
import { type Form, formsOf } from './form.js';
import { cardRules } from './rules/cards.js';
import { directoryRules } from './rules/directory.js';
import { fieldRules } from './rules/fields.js';
import { formRules } from './rules/form.js';
import { jobRules } from './rules/job.js';
import { manifestRules } from './rules/manifest.js';
import { subAppRules } from './rules/sub-apps.js';
import { visibilityRules } from './rules/visibility.js';

export interface App {
  tree: AppTree;
  forms: Form[];
  /** The site's clusters. */
  clusters: readonly string[];
}

export interface Rule {
  /** What is wrong if it is broken. */
  name: string;
  /** Each place that breaks it, as a person would search for it. */
  find(app: App): string[];
}

export const rules: readonly Rule[] = [
  ...directoryRules,
  ...manifestRules,
  ...formRules,
  ...fieldRules,
  ...visibilityRules,
  ...subAppRules,
  ...jobRules,
  ...cardRules,
];

/** The broken rules, each with its places. */
export function checkApp(tree: AppTree, clusters = ['alpha', 'beta']): { rule: string; found: string[] }[] {
  const app = { tree, forms: formsOf(tree), clusters };
  return rules
    .map(({ name, find }) => ({ rule: name, found: find(app) }))
    .filter(({ found }) => found.length > 0);
}
