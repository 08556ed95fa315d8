/** How languages are shown: the supported ones, and those of kernels that other tools made. */
import { defaultLanguage, languages } from './index.js';
import type { Language } from './language.js';

export type Look = Pick<Language, 'label' | 'logo'>;

const GREY = '#5c6770';

/** By the `language` of the kernelspec, as other tools register it. */
const others: Readonly<Record<string, Look>> = {
  r: { label: 'R', logo: { letters: 'R', background: '#1f5fb0', ink: '#fff' } },
  julia: { label: 'Julia', logo: { letters: 'Ju', background: '#7a3f96', ink: '#fff' } },
  octave: { label: 'Octave', logo: { letters: 'Oc', background: '#a85300', ink: '#fff' } },
};

/** The label and tile for the `language` of a kernelspec, or for the id of a language. Builds of 0.1.0 have no language. */
export function lookOf(language = defaultLanguage.id): Look {
  const name = language.toLowerCase();
  const own = Object.values(languages).find(({ id, kernel_language }) =>
    [id, kernel_language].includes(name),
  );
  const plain = { label: language, logo: { letters: name.slice(0, 2), background: GREY, ink: '#fff' } };
  return own ?? (Object.hasOwn(others, name) ? others[name] : undefined) ?? plain;
}
