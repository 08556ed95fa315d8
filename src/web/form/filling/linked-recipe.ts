/** Reads the recipe of a link for the form. A link can come from anyone: its recipe is checked as a file is. */
import { collect, type UserError } from '../../../base/errors.js';
import { formIdOf } from '../../../form/form-ids.js';
import { problemsOf } from '../../../form/problems.js';
import { type FormSite, hiddenFields, initialValues, valuesOfRecipe } from '../../../form/site-form.js';
import { givenText } from '../../../reading/given-text.js';
import { readRecipe } from '../../../recipe/formats/recipe.js';
import { textOfLink } from '../../../recipe/link.js';
import { parseRecipe, withoutSecrets } from '../../../recipe/recipe.js';
import { secretVariables } from '../../../recipe/secret-variables.js';
import type { FilledForm } from '../../../shared/form/understood.js';

const advice =
  'Nothing is built yet: check the values, most of all code and addresses, then create the kernel';

const empty: FilledForm = {
  from: 'A link',
  values: {},
  filled: [],
  left_out: [],
  notes: [advice],
  problems: [],
};

/** Never throws for mistakes in the link. */
export function readLinkedRecipe(link: string, site: FormSite): FilledForm {
  const errors: UserError[] = [];
  const read = collect(errors, () => linkedValues(link, site));
  return read ? { ...empty, ...read } : { ...empty, problems: problemsOf(errors) };
}

function linkedValues(link: string, site: FormSite): Pick<FilledForm, 'values' | 'filled' | 'left_out'> {
  const fields = readRecipe(givenText(textOfLink(link)));
  const given = new Set(Object.keys(fields).map(formIdOf));
  const whole = { ...parseRecipe({ name: 'unnamed' }), ...fields };
  const recipe = withoutSecrets(whole);
  const hidden = hiddenFields(site);
  const initial = initialValues(site);
  const texts = Object.entries(valuesOfRecipe(recipe, site)).filter(([id]) => !hidden.includes(id));
  const isGiven = (id: string) => given.has(id);
  const secrets = secretVariables({ ...whole.install_variables, ...whole.kernel_variables });
  return {
    values: Object.fromEntries(
      texts.map(([id, text]) => [id, isGiven(id) ? text : id === 'kernel_name' ? '' : (initial[id] ?? text)]),
    ),
    filled: texts.filter(([id, text]) => isGiven(id) && text !== '').map(([id]) => id),
    left_out: [...hidden.filter((id) => given.has(id)), ...Object.keys(secrets)],
  };
}
