/** Fills in the form from a link with a recipe in its fragment. */
import type { LinkedRecipe } from '../../shared/view-models.js';
import { byId } from '../shared/elements.js';
import { setSentence } from '../shared/rich-text.js';
import { askAbout } from './form-request.js';
import { fillForm, valuesIn } from './form-values.js';

const START = '#recipe=';

// Milliseconds.
const TIME_LIMIT = 30_000;

/** Calls `filled` after the values of the form have changed. */
export function startRecipeLinks(form: HTMLFormElement, filled: () => void): void {
  const fill = async () => {
    if (!location.hash.startsWith(START)) return;
    const url = form.dataset.linkedUrl ?? '';
    const signal = AbortSignal.timeout(TIME_LIMIT);
    const linked = (await askAbout<LinkedRecipe>(form, url, signal, { link: location.hash })) ?? unanswered;
    // A reload must not replace what is changed from here on.
    history.replaceState(history.state, '', location.pathname + location.search);
    const before = valuesIn(form);
    if (linked.problems.length === 0) fillForm(form, linked.values);
    showNotice(form, linked);
    byId('link-undo', HTMLButtonElement).onclick = () => {
      fillForm(form, before);
      byId('link-notice', HTMLElement).hidden = true;
      filled();
    };
    filled();
  };
  addEventListener('hashchange', () => void fill());
  void fill();
}

const unanswered: LinkedRecipe = {
  values: {},
  filled: [],
  left_out: [],
  problems: [{ code: '', message: 'The server did not answer', hint: 'Open the link again' }],
};

function showNotice(form: HTMLFormElement, { filled, left_out, problems }: LinkedRecipe): void {
  const notice = byId('link-notice', HTMLElement);
  const isWrong = problems.length > 0;
  const words = isWrong
    ? problems.map(({ message, hint }) => `${message}. ${hint}.`)
    : [
        `A link filled in ${listed(filled.map((id) => `*${labelOf(form, id)}*`))}.`,
        'Nothing is built yet: check the values, most of all code and addresses, then create the kernel.',
        ...(left_out.length > 0 ? [`Left out: ${listed(left_out.map((name) => `\`${name}\``))}.`] : []),
      ];
  notice.classList.toggle('note-warning', isWrong);
  setSentence(byId('link-notice-words', HTMLElement), words.join(' '));
  byId('link-undo', HTMLButtonElement).hidden = isWrong;
  notice.hidden = false;
  notice.focus();
}

function labelOf(form: HTMLFormElement, id: string): string {
  const label = form.querySelector(`label[for="${CSS.escape(id)}"]`);
  return label?.textContent?.trim() ?? id;
}

function listed(words: readonly string[]): string {
  const [last, ...others] = words.toReversed();
  if (last === undefined) return 'nothing';
  return others.length > 0 ? `${others.reverse().join(', ')} and ${last}` : last;
}
