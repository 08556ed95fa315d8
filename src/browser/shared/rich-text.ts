/** Icons and the markup of messages as nodes. */
import { type IconName, icon } from '../../shared/icons.js';
import { inlineParts } from '../../shared/inline-text.js';
import { make } from './elements.js';

export function iconNode(name: IconName): Node {
  const template = document.createElement('template');
  // The markup of an icon is constant.
  template.innerHTML = icon(name);
  return template.content;
}

/** A sentence with `code` and *emphasis*. */
export function sentenceNodes(sentence: string): Node[] {
  return inlineParts(sentence).map(({ kind, text }) =>
    kind === 'text' ? document.createTextNode(text) : make(kind, {}, text),
  );
}

/** Sets the sentence of an element, if it changed. */
export function setSentence(element: Element | undefined | null, sentence: string): void {
  const nodes = sentenceNodes(sentence);
  const text = nodes.map(({ textContent }) => textContent).join('');
  if (element && element.textContent !== text) element.replaceChildren(...nodes);
}
