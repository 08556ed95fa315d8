/** Shows what the index says about the packages: at their chips, below them, and at the versions of the language. */
import type { AboutPackage, AboutPackages } from '../../../shared/form/package-facts.js';
import { all, byId, findById, make } from '../../shared/elements.js';
import { sentenceNodes } from '../../shared/rich-text.js';
import type { Mark } from '../chips.js';
import { replaceButton } from './replace-button.js';

/** The marks of the chips: the newest version, or that the package does not exist. */
export function packageMarks({ packages }: AboutPackages): Mark[] {
  return packages.flatMap(({ name, state, newest, summary, close }): Mark[] => {
    if (state === 'missing') {
      const meant = close[0] ? `: ${close[0]}?` : '';
      return [{ name, text: `no such package${meant}`, tone: 'warning' }];
    }
    return newest ? [{ name, text: newest, tone: 'note', ...(summary && { about: summary }) }] : [];
  });
}

export function showPackageNotes(
  { packages, offline, offline_source }: AboutPackages,
  text: HTMLTextAreaElement,
): void {
  const list = byId('package-notes', HTMLElement);
  const items = packages.flatMap((about) => notesOf(about, text));
  if (offline) {
    const where = offline_source === 'channels' ? 'The channels were' : 'The package index was';
    const words = `${where} not asked: ${offline}. Names are not checked before the build.`;
    items.push(make('li', {}, words));
  }
  list.replaceChildren(...items);
  list.hidden = items.length === 0;
}

function notesOf({ name, warnings, close }: AboutPackage, text: HTMLTextAreaElement): HTMLElement[] {
  const button = (to: string) => (text.readOnly ? [] : [' ', replaceButton(text, name, to)]);
  const meant = close.map((each) => `\`${each}\``).join(' or ');
  const missing =
    close.length === 0
      ? []
      : [make('li', {}, ...sentenceNodes(`Did you mean ${meant} by \`${name}\`?`), ...close.flatMap(button))];
  const warned = warnings.map((warning) =>
    make(
      'li',
      {},
      ...sentenceNodes(`\`${name}\` ${warning.text}.`),
      ...(warning.instead === undefined ? [] : button(warning.instead)),
    ),
  );
  return [...missing, ...warned];
}

/** Says at each version which package has no release for it. */
export function showVersions({ versions }: AboutPackages): void {
  const select = findById('language_version', HTMLSelectElement);
  if (!select) return;
  for (const option of all('option', HTMLOptionElement, select)) {
    option.dataset.label ??= option.label;
    const against = versions.find(({ version }) => version === option.value)?.against;
    const label = `${option.dataset.label}${against ? ` – not with ${against}` : ''}`;
    if (option.label !== label) option.label = label;
  }
  const note = byId('version-note', HTMLElement);
  const allowed = versions.filter(({ against }) => !against).map(({ version }) => version);
  const words =
    versions.length === allowed.length
      ? ''
      : `The packages allow ${allowed.join(', ') || 'none of the versions here'}.`;
  if (note.textContent !== words) note.textContent = words;
  note.hidden = words === '';
}
