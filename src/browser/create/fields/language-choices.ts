/** Updates the options and placeholders that depend on the language. */
import type { LanguageChoice } from '../../../shared/form/form-field.js';
import { all, make } from '../../shared/elements.js';
import { controlsOf } from '../form/form-values.js';

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
  const choices: Readonly<Record<string, LanguageChoice>> = JSON.parse(dataset.byLanguage ?? '{}');
  return choices[language];
}

/** The selected option stays selected if the language has it too. */
function showOptions(select: HTMLSelectElement, options: NonNullable<LanguageChoice['options']>): void {
  const { value } = select;
  select.replaceChildren(...options.map((option) => make('option', { value: option.value }, option.label)));
  const kept = options.some((option) => option.value === value) ? value : options[0]?.value;
  if (kept !== undefined) select.value = kept;
}
