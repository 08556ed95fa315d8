/** Updates the options and placeholders that depend on the language. */
import { jsonIn } from '../../../base/text/json.js';
import type { LanguageChoice, Option } from '../../../shared/form/form-field.js';
import { has, ifAny, listOf, mapOf, text } from '../../../shared/json-checks.js';
import { all, make } from '../../shared/elements.js';
import { controlsOf } from '../form/form-values.js';

const option = has<Option>({ value: text, label: text });
const areChoices = mapOf(has<LanguageChoice>({ options: ifAny(listOf(option)), placeholder: ifAny(text) }));

/** Updates the fields when the language changes. The server has rendered them for the first language. */
export function followLanguage(form: HTMLFormElement): void {
  const language = form.elements.namedItem('kernel_language');
  if (!(language instanceof HTMLSelectElement)) return;
  language.addEventListener('change', () => showChoices(form, language.value));
}

function showChoices(form: HTMLFormElement, language: string): void {
  for (const field of all('[data-by-language]', HTMLElement, form)) {
    const control = controlsOf(form).find((each) => field.contains(each));
    const choice = choiceFor(language, field);
    if (control instanceof HTMLSelectElement && choice?.options) showOptions(control, choice.options);
    else if (control && 'placeholder' in control) control.placeholder = choice?.placeholder ?? '';
  }
}

function choiceFor(language: string, { dataset }: HTMLElement): LanguageChoice | undefined {
  const choices = jsonIn(dataset.byLanguage ?? '');
  return areChoices(choices) ? choices[language] : undefined;
}

/** The selected option stays selected if the language has it too. */
function showOptions(select: HTMLSelectElement, options: NonNullable<LanguageChoice['options']>): void {
  const { value } = select;
  select.replaceChildren(...options.map((option) => make('option', { value: option.value }, option.label)));
  const kept = options.some((option) => option.value === value) ? value : options[0]?.value;
  if (kept !== undefined) select.value = kept;
}
