/** The cards of a session: rendered without Rails' helpers, and not sanitized afterwards. */
import type { App, Rule } from '../index.js';

const cardsOf = ({ tree }: App) =>
  Object.entries(tree.files).filter(([path]) => /^(info|completed|view)\.(html|md)\.erb$/.test(path));

const CODE = /<%[^=][\s\S]*?%>\n?/g;

/** The cards for which `is` holds. */
function cardsWhere(is: (text: string, path: string) => boolean): Rule['find'] {
  return (app) => cardsOf(app).flatMap(([path, { text }]) => (is(text, path) ? [path] : []));
}

export const cardRules: Rule[] = [
  {
    name: 'a card does not begin with a block tag, so that markdown changes what is in it',
    find: cardsWhere((text) => !/^\s*<(div|section|article|table|ul|p)\b/.test(text.replace(CODE, ''))),
  },
  {
    name: 'a card has a blank line, behind which markdown changes what is in it',
    find: cardsWhere((text) => /\n[ \t]*\n/.test(text.replace(CODE, '').trim())),
  },
  {
    name: 'a card calls a helper that is not there',
    find: cardsWhere((text) =>
      /\b(link_to|content_tag|raw|h)[ (]/.test((text.match(/<%[\s\S]*?%>/g) ?? []).join('\n')),
    ),
  },
  {
    name: 'a card asks for the form’s values by symbols, which they are not kept by',
    find: cardsWhere((text) => /user_context(\[|\.dig\(|\.fetch\():/.test(text)),
  },
  {
    name: 'a card prints a value as it is, which can be markup',
    find: cardsWhere((text) => /<%=\s*(?!.*(escape|plain\.call|sentence\.call))[\s\S]*?%>/.test(text)),
  },
  {
    name: 'the info card asks for the connection, which is not there at first',
    find: cardsWhere(
      (text, path) => path.startsWith('info') && /\bconnect\b/.test(text) && !/connection\.yml/.test(text),
    ),
  },
];
