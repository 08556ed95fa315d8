/** Fills in the form from a link with a recipe in its fragment, or from a kernel to make a new one like. */
import { isFilledForm } from '../../../shared/form/form-shapes.js';
import type { FilledForm } from '../../../shared/form/understood.js';
import { byId, findById } from '../../shared/elements.js';
import { setSentence } from '../../shared/rich-text.js';
import { askAbout } from '../form/form-request.js';
import { fillForm, valuesIn } from '../form/form-values.js';
import { addLines } from './package-text.js';

const LINK_START = '#recipe=';

// Milliseconds. The server looks at another environment for at most half of it.
const TIME_LIMIT = 60_000;

const unanswered: FilledForm = {
  ...{ from: '', values: {}, filled: [], left_out: [], notes: [] },
  problems: [{ code: '', message: 'The server did not answer', hint: 'Try again' }],
};

/** Calls `filled` after the values of the form have changed. */
export function startRecipeLinks(form: HTMLFormElement, filled: () => void): void {
  const fill = async () => {
    if (!location.hash.startsWith(LINK_START)) return;
    const found = await ask(form, form.dataset.linkedUrl, { link: location.hash });
    // A reload must not replace what is changed from here on.
    history.replaceState(history.state, '', location.pathname + location.search);
    apply(form, found, filled);
  };
  addEventListener('hashchange', () => void fill());
  void fill();
}

/** What is typed stays: `ownName` says whether the name is, and packages come after those of the other kernel. */
export function startBases(form: HTMLFormElement, ownName: () => boolean, filled: () => void): void {
  const choice = findById('like', HTMLSelectElement);
  const button = findById('like-form', HTMLFormElement);
  if (!choice || !button) return;
  button.addEventListener('submit', async (event) => {
    event.preventDefault();
    choice.setAttribute('aria-busy', 'true');
    const found = await ask(form, form.dataset.likeUrl, { like: choice.value });
    choice.removeAttribute('aria-busy');
    const typed = valuesIn(form);
    const values = { ...found.values };
    const packages = addLines(values.kernel_packages ?? '', typed.kernel_packages ?? '');
    if (found.problems.length === 0) values.kernel_packages = packages.trimEnd();
    if (ownName()) values.kernel_name = typed.kernel_name ?? '';
    apply(form, { ...found, values }, filled);
  });
}

async function ask(
  form: HTMLFormElement,
  url: string | undefined,
  about: Readonly<Record<string, string>>,
): Promise<FilledForm> {
  const signal = AbortSignal.timeout(TIME_LIMIT);
  return (await askAbout(form, url ?? '', isFilledForm, signal, about)) ?? unanswered;
}

function apply(form: HTMLFormElement, found: FilledForm, filled: () => void): void {
  const before = valuesIn(form);
  if (found.problems.length === 0) fillForm(form, found.values);
  showNotice(form, found);
  byId('fill-undo', HTMLButtonElement).onclick = () => {
    fillForm(form, before);
    byId('fill-notice', HTMLElement).hidden = true;
    filled();
  };
  filled();
}

function showNotice(form: HTMLFormElement, { from, filled, left_out, notes, problems }: FilledForm): void {
  const notice = byId('fill-notice', HTMLElement);
  const isWrong = problems.length > 0;
  const words = isWrong
    ? problems.map(({ message, hint }) => `${message}. ${hint}.`)
    : [
        `${from} filled in ${listed(filled.map((id) => `*${labelOf(form, id)}*`))}.`,
        ...notes.map((note) => `${note}.`),
        ...(left_out.length > 0 ? [`Left out: ${listed(left_out.map((name) => `\`${name}\``))}.`] : []),
      ];
  notice.classList.toggle('note-warning', isWrong);
  setSentence(byId('fill-notice-words', HTMLElement), words.join(' '));
  byId('fill-undo', HTMLButtonElement).hidden = isWrong;
  notice.hidden = false;
  notice.focus();
}

function labelOf(form: HTMLFormElement, id: string): string {
  const label = form.querySelector(`label[for="${CSS.escape(id)}"]`);
  return label?.textContent?.trim() ?? id;
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? 'nothing';
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${last}` : last;
}
