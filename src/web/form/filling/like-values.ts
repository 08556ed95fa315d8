/** The form's values for a kernel like one that the user has. */
import { UserError, userErrorsOf } from '../../../base/errors.js';
import { problemsOf } from '../../../form/problems.js';
import { hiddenFields, valuesOfRecipe } from '../../../form/site-form.js';
import { freeName } from '../../../form/suggested-name.js';
import { listKernels } from '../../../kernels/kernelspec.js';
import { recipeLike } from '../../../kernels/like/recipe-like.js';
import { languageOf } from '../../../languages/index.js';
import { parseRecipe } from '../../../recipe/recipe.js';
import type { FilledForm } from '../../../shared/form/understood.js';
import type { Site } from '../../../site/site.js';

export interface LikeValues {
  /** The display name of the kernel that it is like. */
  display_name: string;
  /** By form id. */
  values: Record<string, string>;
  notes: string[];
}

/** `module` is one that a notebook of that kernel lacked. @throws UserError as recipeLike, `module-not-importable`. */
export async function likeValues(name: string, module: string, site: Site): Promise<LikeValues> {
  const { kernel, recipe, notes } = await recipeLike(name, site);
  const { display_name } = kernel;
  const values = valuesOfRecipe(recipe, site);
  const added = module && importLine(module, languageOf(recipe).label);
  const title = module ? `${display_name} + ${module.split('.')[0]}` : display_name;
  const packages = [values.kernel_packages, added].filter(Boolean).join('\n');
  const kernel_name = freeName(title, await listKernels(site)) ?? '';
  return { display_name, notes, values: { ...values, kernel_packages: packages, kernel_name } };
}

/** The line that the form reads as a module, so that its package is chosen, and questioned, as with any other text. */
export function importLine(module: string, language: string): string {
  if (!/^[\p{L}_][\p{L}\p{N}_.]{0,199}$/u.test(module))
    throw new UserError('module-not-importable', { given: module, language }, 'packages');
  return `import ${module}`;
}

const advice =
  'Nothing is built yet, and that kernel does not change: add what you need, then create the new one';

/** For the script of the page, which keeps what was typed. */
export async function filledLike(name: string, site: Site): Promise<FilledForm> {
  const empty = { from: 'That kernel', values: {}, filled: [], left_out: [], notes: [], problems: [] };
  try {
    const { display_name, values, notes } = await likeValues(name, '', site);
    const hidden = hiddenFields(site);
    const shown = Object.entries(values).filter(([id]) => !hidden.includes(id));
    const usual = valuesOfRecipe(parseRecipe({ name: 'unnamed' }), site);
    const filled = shown.filter(([id, text]) => text !== '' && text !== usual[id]).map(([id]) => id);
    return {
      ...empty,
      from: `The kernel *${display_name}*`,
      values: Object.fromEntries(shown),
      filled,
      notes: [advice, ...notes],
    };
  } catch (error) {
    const errors = userErrorsOf(error);
    if (errors.length === 0) throw error;
    return { ...empty, problems: problemsOf(errors) };
  }
}
